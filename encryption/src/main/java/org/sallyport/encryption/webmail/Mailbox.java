package org.sallyport.encryption.webmail;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.sallyport.encryption.ignition.VaultColumn;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.structure.Scan;
import org.sallyport.mime.text.Display;
import org.sallyport.mime.text.MailFile;
import org.sallyport.mime.text.MailReader;
import org.sallyport.store.Row;
import org.sallyport.store.Transaction;

/**
 * The messages of whoever is signed in. Of others' it says what it says of those that are not
 * there. Any thread; blocks on the store.
 *
 * <p>Subjects and senders are sealed, so a search opens them one by one: the latest {@value
 * #SEARCHED} of a folder, and the answer says whether there are more.
 */
public final class Mailbox {
  /** Lines of a page. */
  public static final int PAGE = 25;

  /** How many messages a search looks at. */
  public static final int SEARCHED = 2_000;

  /** The longest search. */
  public static final int LONGEST_SEARCH = 100;

  private static final String COLUMNS =
      "id, folder, about, at, size, seen, answered, expires, content";
  private static final int PAGES = 10_000;

  private final Kit kit;
  private final VaultColumn about;

  Mailbox(Kit kit) {
    this.kit = kit;
    this.about = about(kit);
  }

  static VaultColumn about(Kit kit) {
    return kit.vault().column("web_mail_messages", "about");
  }

  /** A message in the store. */
  record Kept(MessageLine line, String content) {}

  private Kept read(Row row) {
    var id = row.text("id");
    return new Kept(
        new MessageLine(
            id,
            Folder.valueOf(row.text("folder")),
            About.open(about, row.bytes("about"), id),
            row.time("at"),
            row.number("size"),
            row.flag("seen"),
            row.flag("answered"),
            row.time("expires")),
        row.text("content"));
  }

  /**
   * Part of a folder, the latest first.
   *
   * @param found how many there are in all; with a search, how many it found
   * @param more whether there are messages on the next page
   * @param complete whether a search has looked at all messages of the folder
   */
  public record Page(List<MessageLine> lines, long found, boolean more, boolean complete) {
    public Page {
      lines = List.copyOf(lines);
    }
  }

  /**
   * A page of a folder.
   *
   * @param search part of sender, recipients or subject, whatever its case; empty: all messages
   * @param page from 0
   */
  public Page list(Visitor visitor, Folder folder, String search, int page) {
    kit.vault().needOpen();
    int place = Math.clamp(page, 0, PAGES);
    var wanted = search.strip().toLowerCase(Locale.ROOT);
    return wanted.isEmpty()
        ? kit.store().read(in -> page(in, visitor, folder, place))
        : found(visitor, folder, clip(wanted), place);
  }

  private static String clip(String text) {
    return text.length() <= LONGEST_SEARCH ? text : text.substring(0, LONGEST_SEARCH);
  }

  private Page page(Transaction in, Visitor visitor, Folder folder, int page) {
    long all =
        in.first(
                "SELECT count(*) AS n FROM web_mail_messages WHERE account = ? AND folder = ?",
                row -> row.number("n"),
                visitor.account(),
                folder.name())
            .orElse(0L);
    var lines = lines(in, visitor, folder, PAGE, (long) page * PAGE);
    return new Page(lines, all, all > (page + 1L) * PAGE, true);
  }

  private List<MessageLine> lines(
      Transaction in, Visitor visitor, Folder folder, int limit, long offset) {
    return in.all(
        "SELECT "
            + COLUMNS
            + " FROM web_mail_messages WHERE account = ? AND folder = ?"
            + " ORDER BY at DESC, id DESC LIMIT ? OFFSET ?",
        row -> read(row).line(),
        visitor.account(),
        folder.name(),
        limit,
        offset);
  }

  private Page found(Visitor visitor, Folder folder, String wanted, int page) {
    var all = kit.store().read(in -> lines(in, visitor, folder, SEARCHED + 1, 0));
    boolean complete = all.size() <= SEARCHED;
    var found = all.stream().limit(SEARCHED).filter(line -> line.about().has(wanted)).toList();
    int begin = Math.min(found.size(), page * PAGE);
    int end = Math.min(found.size(), begin + PAGE);
    return new Page(found.subList(begin, end), found.size(), end < found.size(), complete);
  }

  /**
   * How full it is.
   *
   * @param used in octets
   * @param quota in octets
   * @param unseen messages in the inbox
   */
  public record Usage(long used, long quota, long unseen) {}

  /** How full it is. */
  public Usage usage(Visitor visitor) {
    return kit.store()
        .read(
            in ->
                in.first(
                        "SELECT used, COALESCE(quota, ?) AS quota, (SELECT count(*) FROM"
                            + " web_mail_messages WHERE account = ? AND folder = 'INBOX' AND"
                            + " seen = 0) AS unseen FROM web_mail_accounts WHERE id = ?",
                        row ->
                            new Usage(
                                row.number("used"), row.number("quota"), row.number("unseen")),
                        kit.settings().quota().bytes(),
                        visitor.account(),
                        visitor.account())
                    .orElse(new Usage(0, kit.settings().quota().bytes(), 0)));
  }

  Optional<Kept> find(Transaction in, Visitor visitor, String id) {
    return in.first(
        "SELECT " + COLUMNS + " FROM web_mail_messages WHERE id = ? AND account = ?",
        this::read,
        id,
        visitor.account());
  }

  private Optional<Kept> find(Visitor visitor, String id) {
    kit.vault().needOpen();
    return kit.store().read(in -> find(in, visitor, id));
  }

  /** Its structure; empty where it has none that can be read. */
  Optional<Message> message(Kept kept) throws IOException {
    return switch (Message.scan(kit.contents().octets(kept.content()))) {
      case Scan.Read(var message) -> Optional.of(message);
      case Scan.Unreadable _ -> Optional.empty();
    };
  }

  /**
   * Opens a message, which is seen from then on.
   *
   * @param picture where the page gets a picture that came with it; see {@link MailReader}
   * @return empty where there is no such message
   * @throws IOException when it cannot be read from the store
   */
  public Optional<Opened> open(Visitor visitor, String id, Function<MailFile, String> picture)
      throws IOException {
    var kept = find(visitor, id);
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    var line = kept.get().line();
    if (!line.seen()) {
      kit.write(in -> in.run("UPDATE web_mail_messages SET seen = 1 WHERE id = ?", id));
    }
    var message = message(kept.get());
    return Optional.of(
        message.isEmpty()
            ? new Opened(
                line,
                line.about().from(),
                line.about().to(),
                "",
                line.about().subject(),
                Optional.empty())
            : opened(line, message.get(), picture));
  }

  private static Opened opened(
      MessageLine line, Message message, Function<MailFile, String> picture) throws IOException {
    var header = message.header();
    return new Opened(
        line,
        About.people(header.addresses("From").mailboxes()),
        About.people(header.addresses("To").mailboxes()),
        About.people(header.addresses("Cc").mailboxes()),
        line.about().subject(),
        Optional.of(MailReader.display(message, message.root(), picture)));
  }

  /**
   * A file of a message.
   *
   * @param path of its part, as {@link MailFile#path} says
   * @return empty where there is none; a text of the message is no file
   * @throws IOException when it cannot be read from the store
   */
  public Optional<Download> file(Visitor visitor, String id, String path) throws IOException {
    var files = files(visitor, id);
    return files.isEmpty() ? Optional.empty() : files.get().file(path);
  }

  /**
   * The files of a message, which is read once for all of them.
   *
   * @return empty where there is no such message, or its structure cannot be read
   * @throws IOException when it cannot be read from the store
   */
  public Optional<Files> files(Visitor visitor, String id) throws IOException {
    var kept = find(visitor, id);
    var message = kept.isEmpty() ? Optional.<Message>empty() : message(kept.get());
    return message.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Files(
                message.get(),
                MailReader.display(message.get(), message.get().root(), MailFile::path)));
  }

  /** The files of one message. One thread. */
  public static final class Files {
    private final Message message;
    private final Display display;

    private Files(Message message, Display display) {
      this.message = message;
      this.display = display;
    }

    /**
     * One of them, by the path of its part.
     *
     * @throws IOException when it cannot be read from the store
     */
    public Optional<Download> file(String path) throws IOException {
      var file = display.files().stream().filter(one -> one.path().equals(path)).findFirst();
      var part = message.root().all().filter(one -> one.path().equals(path)).findFirst();
      return file.isEmpty() || part.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Download(
                  file.get().name(),
                  file.get().sniffed(),
                  OptionalLong.empty(),
                  message.content(part.get())));
    }
  }

  /**
   * A whole message, to the octet as it came.
   *
   * @throws IOException when it cannot be read from the store
   */
  public Optional<Download> whole(Visitor visitor, String id) throws IOException {
    var kept = find(visitor, id);
    return kept.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Download(
                "message-" + kept.get().line().at().getEpochSecond() + ".eml",
                "message/rfc822",
                OptionalLong.of(kept.get().line().size()),
                kit.contents().open(kept.get().content())));
  }

  /** Deletes a message for good; false where there is none. */
  public boolean delete(Visitor visitor, String id) {
    return kit.store().write(in -> delete(in, kit, visitor.account(), id));
  }

  /** Deletes those of some messages that are there; returns how many. */
  public int delete(Visitor visitor, List<String> ids) {
    var some = new ArrayList<>(ids.subList(0, Math.min(ids.size(), PAGE)));
    return kit.store()
        .write(
            in -> (int) some.stream().filter(id -> delete(in, kit, visitor.account(), id)).count());
  }

  private record Gone(String content, long size) {}

  /** The account is locked first, as by whoever puts something in. */
  static boolean delete(Transaction in, Kit kit, String account, String id) {
    KeptAccount.free(in, account, 0);
    var gone =
        in.first(
            "DELETE FROM web_mail_messages WHERE id = ? AND account = ? RETURNING content, size",
            row -> new Gone(row.text("content"), row.number("size")),
            id,
            account);
    gone.ifPresent(
        one -> {
          KeptAccount.free(in, account, one.size());
          kit.contents().release(in, one.content());
        });
    return gone.isPresent();
  }

  /** Notes that one was answered. */
  static void answered(Transaction in, Visitor visitor, String id, Instant now) {
    in.run(
        "UPDATE web_mail_messages SET answered = ? WHERE id = ? AND account = ?",
        now,
        id,
        visitor.account());
  }
}
