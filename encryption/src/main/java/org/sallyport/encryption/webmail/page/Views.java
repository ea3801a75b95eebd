package org.sallyport.encryption.webmail.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.webmail.Draft;
import org.sallyport.encryption.webmail.Mailbox;
import org.sallyport.encryption.webmail.Opened;
import org.sallyport.encryption.webmail.Preferences;
import org.sallyport.encryption.webmail.Visitor;
import org.sallyport.web.page.Html;

/** What the templates take; each begins with the texts that it is written in. */
final class Views {
  private Views() {}

  /**
   * Something that the last click has done, or has not.
   *
   * @param good whether it was done
   */
  record Note(boolean good, String text) {}

  /**
   * {@code layout.jte}: a whole document.
   *
   * @param here the path of the navigation that it belongs to; empty: none
   * @param then where a sign-in goes on; empty: nowhere in particular
   */
  record Document(
      Words w,
      String title,
      String organisation,
      String here,
      String then,
      Optional<Visitor> visitor,
      Optional<Note> note,
      Html body) {
    List<String> languages() {
      return Words.languages();
    }

    /** The same page in another language. */
    String in(String language) {
      return "?language="
          + language
          + (then.isEmpty() ? "" : "&then=" + URLEncoder.encode(then, UTF_8));
    }

    /** What a language calls itself. */
    String named(String language) {
      return Words.in(language).orElseThrow().of("language");
    }
  }

  /** {@code signin.jte}. */
  record SignIn(Words w, String address, String then) {}

  /** {@code choose.jte}: a passphrase by a link. */
  record Choose(Words w, String token, String address, boolean first, int least) {}

  /** {@code forgotten.jte}. */
  record Forgotten(Words w) {}

  /** {@code written.jte}: what somebody wrote whose session was over when they sent it. */
  record Written(Words w, String to, String subject, String text) {}

  /** {@code plain.jte}: sentences, and where to go on. */
  record Plain(Words w, List<String> lines, String href, String link) {}

  /**
   * {@code folder.jte}.
   *
   * @param number of the page, from 0
   */
  record FolderView(Words w, boolean inbox, String search, Mailbox.Page page, int number) {
    String path() {
      return inbox ? "/inbox" : "/sent";
    }

    String at(int other) {
      var query = new StringBuilder(path()).append("?page=").append(other);
      if (!search.isEmpty()) {
        query
            .append("&q=")
            .append(java.net.URLEncoder.encode(search, java.nio.charset.StandardCharsets.UTF_8));
      }
      return query.toString();
    }
  }

  /** A piece of plain text; a link where {@code href} is not empty. */
  record Span(String text, String href) {}

  /**
   * A text of a message.
   *
   * @param spans plain text; empty for HTML
   * @param frame where the HTML is; empty for plain text
   * @param height a class: how high the frame is
   */
  record Text(List<Span> spans, String frame, String height) {}

  /** A file of a message. */
  record File(String name, String size, String type, String href, boolean program) {}

  /** {@code message.jte}. */
  record MessageView(Words w, String csrf, Opened opened, List<Text> texts, List<File> files) {
    String path() {
      return "/message/" + opened.line().id();
    }

    String subject() {
      return opened.subject().isBlank() ? w.of("no.subject") : opened.subject();
    }
  }

  /**
   * {@code frame.jte}.
   *
   * @param html made safe by {@code MailReader}
   */
  record Frame(Words w, String html) {}

  /** {@code compose.jte}. */
  record ComposeView(
      Words w,
      String csrf,
      String once,
      Draft draft,
      List<String> leftOut,
      List<String> domains,
      String largest,
      int most) {}

  /** {@code account.jte}. */
  record AccountView(
      Words w,
      String csrf,
      String address,
      String until,
      Mailbox.Usage usage,
      Preferences.Choices choices,
      boolean byKey,
      Map<String, String> languages,
      int least) {
    String fingerprint() {
      return grouped(choices.fingerprint().orElse(""));
    }
  }

  /**
   * {@code proof.jte}.
   *
   * @param armored empty where it was shown before
   */
  record Proof(Words w, String csrf, String fingerprint, String armored, String until) {}

  /** A fingerprint as people compare it. */
  static String grouped(String hex) {
    return hex.toUpperCase(java.util.Locale.ROOT).replaceAll("(.{4})(?!$)", "$1 ");
  }
}
