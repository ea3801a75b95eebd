package org.sallyport.encryption.admin;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.admin.Sheet.Button;
import org.sallyport.encryption.admin.Sheet.Buttons;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Cell;
import org.sallyport.encryption.admin.Sheet.Links;
import org.sallyport.encryption.admin.Sheet.Row;
import org.sallyport.encryption.admin.Sheet.Table;
import org.sallyport.encryption.admin.Sheet.Text;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.backup.Backups.Backup;
import org.sallyport.encryption.settings.BackupSettings;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** The backups of this node: made, listed, downloaded. */
final class BackupsPage {
  static final String PATH = Console.HOME + "/backups";

  private final Domain domain;
  private final BackupSettings settings;
  private final Console console;

  BackupsPage(Domain domain, BackupSettings settings, Console console) {
    this.domain = domain;
    this.settings = settings;
    this.console = console;
  }

  List<Route> routes() {
    return List.of(
        Console.reads(PATH, "backupsPage")
            .summary("The backups in this node's folder.")
            .handledBy(this::show),
        Route.page(PATH + "/file", "backupFile")
            .tag(Console.TAG)
            .only(Permission.ADMINISTRATORS)
            .summary("A backup as a file. Audited.")
            .query("name", "Which.", "sallyport-20260101T000000Z.backup")
            .answers(200, "The file.", "application/octet-stream")
            .handledBy(in -> BackupApi.file(domain, in, Console.query(in, "name").orElse(""))),
        Console.form(PATH + "/make", "makeBackupForm", Permission.ADMINISTRATORS)
            .summary("Makes a backup in this node's folder.")
            .handledBy(this::make));
  }

  private Reply show(Request in) {
    boolean may = Console.may(in, Permission.ADMINISTRATORS);
    List<Row> rows;
    try {
      rows = domain.backups().all().stream().map(one -> row(one, may)).toList();
    } catch (IOException e) {
      return BackupApi.unwritable(e);
    }
    var often =
        settings
            .every()
            .map(each -> "One is made every " + Words.span(each) + " on this node")
            .orElse("None is made by itself (encryption.backup.every is not set)");
    var card =
        Card.of(
            "Backups",
            Text.plain(
                often
                    + "; the latest "
                    + settings.keep()
                    + " are kept. They are encrypted to the organisation key: without an export of"
                    + " it and an ignition passphrase of the time they are of no use."),
            new Table(
                "On this node, the latest first. Times are UTC.",
                List.of("Made", "File", "Octets"),
                rows,
                "There is none on this node."));
    var making =
        in.csrf(Permission.ADMINISTRATORS)
            .map(
                csrf ->
                    new Buttons(
                        List.of(Button.of(PATH + "/make", csrf, Map.of(), "Make one now"))));
    var key =
        Optional.of(Links.of(Cell.link("Export the organisation key", OrganisationPage.PATH)));
    return console.page(in, "Backups", PATH, Sheet.of(card.and(making).and(key)));
  }

  private static Row row(Backup one, boolean may) {
    return Row.of(
        Cell.text(Words.stamp(one.made())),
        may
            ? Cell.link(one.name(), PATH + "/file?name=" + Words.encoded(one.name()))
            : Cell.text(one.name()),
        Cell.number(one.octets()));
  }

  private Reply make(Request in) {
    try {
      var made = domain.backups().make(in.actor());
      return Console.said(in, made.name() + " is made. Copy it elsewhere.", PATH);
    } catch (IOException e) {
      return BackupApi.unwritable(e);
    }
  }
}
