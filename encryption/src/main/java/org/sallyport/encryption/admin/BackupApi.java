package org.sallyport.encryption.admin;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.backup.Backups.Backup;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Backups, for programs. */
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

  List<Route> routes() {
    return List.of(
        Api.reads("/backups/{name}", "getBackup", Permission.ADMINISTRATORS)
            .summary("A backup as a file; only the organisation key opens it. Audited.")
            .path("name", "Which.", "sallyport-20260101T000000Z.backup")
            .answers(200, "The file.", "application/octet-stream")
            .refuses(404, "There is none of that name.")
            .handledBy(in -> file(domain, in, in.path("name"))),
        Api.reads("/backups", "listBackups")
            .summary("The backups in this node's folder, the newest first.")
            .answers(200, "The backups.", BackupList.class)
            .handledBy(_ -> list()),
        Api.posts("/backups", "makeBackup", Permission.BACKUPS)
            .summary("Makes a backup, encrypted to the organisation key, in this node's folder.")
            .answers(201, "It is made.", BackupView.class)
            .refuses(503, "The folder cannot be written, or the vault is locked.")
            .handledBy(this::make));
  }

  /** A backup for whoever may have it; audited. */
  static Reply file(Domain domain, Request in, String name) {
    return domain
        .backups()
        .file(name)
        .<Reply>map(
            file -> {
              domain.backups().taken(in.actor(), file);
              return new Reply.Sent(
                  "application/octet-stream",
                  file,
                  Map.of("Content-Disposition", "attachment; filename=\"" + name + "\""));
            })
        .orElseGet(() -> Api.unknown("backup", name));
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

  static Reply unwritable(IOException e) {
    LOG.error("event=backup-failed cause=\"{}\"", e.getMessage());
    return Reply.problem(
        new Problem(
            503,
            "backup-folder",
            "The folder of backups does not work",
            "the node's log says more; see encryption.backup.folder"));
  }
}
