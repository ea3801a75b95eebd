package org.sallyport.encryption.admin;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.backup.Backups.Backup;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.kernel.Secret;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Backups, and the key that opens them. */
final class BackupApi {
  private static final Logger LOG = LoggerFactory.getLogger(BackupApi.class);

  private final Domain domain;

  BackupApi(Domain domain) {
    this.domain = domain;
  }

  /** A file in the node's folder. */
  record BackupView(String name, long octets, Instant made) {
    static BackupView of(Backup one) {
      return new BackupView(one.name(), one.octets(), one.made());
    }
  }

  /** Those of this node, the newest first. */
  record BackupList(List<BackupView> backups) {}

  /** What the exported key is to be under. */
  record Export(String passphrase) {
    @Override
    public String toString() {
      return "Export[hidden]";
    }
  }

  List<Route> routes() {
    return List.of(
        Api.reads("/backups", "listBackups")
            .summary("The backups in this node's folder, the newest first.")
            .answers(200, "The backups.", BackupList.class)
            .handledBy(_ -> list()),
        Api.posts("/backups", "makeBackup", Permission.BACKUPS)
            .summary("Makes a backup, encrypted to the organisation key, in this node's folder.")
            .answers(201, "It is made.", BackupView.class)
            .refuses(503, "The folder cannot be written, or the vault is locked.")
            .handledBy(this::make),
        Api.posts("/organisation-key/export", "exportOrganisationKey", Permission.ADMINISTRATORS)
            .summary("The organisation key under a passphrase; backups open with nothing else.")
            .body(Export.class)
            .answers(200, "The key in armor.", "application/pgp-keys")
            .refuses(422, "The passphrase is too short.")
            .handledBy(this::export));
  }

  private Reply list() {
    try {
      return Reply.json(
          new BackupList(domain.backups().all().stream().map(BackupView::of).toList()));
    } catch (IOException e) {
      return unwritable(e);
    }
  }

  private Reply make(Request in) {
    try {
      return Reply.json(201, BackupView.of(domain.backups().make(in.actor())));
    } catch (IOException e) {
      return unwritable(e);
    }
  }

  private static Reply unwritable(IOException e) {
    LOG.error("event=backup-failed cause=\"{}\"", e.getMessage());
    return Reply.problem(
        new Problem(
            503,
            "backup-folder",
            "The folder of backups does not work",
            "the node's log says more; see encryption.backup.folder"));
  }

  private Reply export(Request in) {
    try (var passphrase = Secret.ofText(in.json(body -> body.text("passphrase", 1024)))) {
      if (passphrase.length() < Vault.LEAST) {
        return Api.unfit("passphrase-short", "expected " + Vault.LEAST + " characters or more");
      }
      try (var key = domain.organisation().export(in.actor(), passphrase)) {
        return new Reply.Content(200, "application/pgp-keys", key.reveal(), Map.of());
      }
    }
  }
}
