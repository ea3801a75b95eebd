package org.sallyport.encryption.webmail.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import org.sallyport.encryption.webmail.Delivery;
import org.sallyport.encryption.webmail.Preferences;
import org.sallyport.encryption.webmail.Weak;
import org.sallyport.encryption.webmail.WebMail;
import org.sallyport.encryption.webmail.page.Front.Entry;
import org.sallyport.encryption.webmail.page.Front.Way;
import org.sallyport.encryption.webmail.page.Paper.Sheet;
import org.sallyport.kernel.Secret;
import org.sallyport.web.api.SiteReply;

/** What people choose: delivery and their key, language, passphrase, sessions. */
final class AccountPages {
  private static final int LARGEST_KEY = 256 << 10;

  private final WebMail webMail;
  private final Paper paper;

  AccountPages(WebMail webMail, Paper paper) {
    this.webMail = webMail;
    this.paper = paper;
  }

  List<Way> ways() {
    return List.of(
        Way.of("GET", "/account", new Entry.Reading(click -> account(click, sheet(click)))),
        Way.of("POST", "/account/language", new Entry.Changing(this::language)),
        Way.of("POST", "/account/passphrase", new Entry.Changing(this::passphrase)),
        Way.of("POST", "/account/sessions", new Entry.Changing(this::everywhere)),
        Way.of("POST", "/account/browser", new Entry.Changing(this::browser)),
        Way.of("POST", "/account/key", new Entry.Uploading(this::offer)),
        Way.of("POST", "/account/proof", new Entry.Changing(this::prove)));
  }

  private static Sheet sheet(Click click) {
    return Sheet.of(click.words().of("account"), "/account");
  }

  private SiteReply account(Click click, Sheet sheet) {
    var words = click.words();
    var choices = webMail.preferences().of(click.who());
    var languages = new LinkedHashMap<String, String>();
    for (var each : Words.languages()) {
      languages.put(each, Words.in(each).orElseThrow().of("language"));
    }
    return paper.write(
        click,
        sheet,
        "account",
        new Views.AccountView(
            words,
            click.who().csrf(),
            click.who().address().text(),
            words.at(click.who().until()),
            webMail.mailbox().usage(click.who()),
            choices,
            choices.delivery() == Delivery.KEY,
            languages,
            Weak.LEAST));
  }

  private SiteReply language(Click click) {
    var wanted = click.field("language");
    return webMail.preferences().language(click.who(), wanted)
        ? Click.to("/account?done=language", Guard.language(wanted))
        : account(click, sheet(click).bad(422, click.words().of("language.none")));
  }

  private SiteReply passphrase(Click click) {
    var words = click.words();
    try (var present = Secret.ofText(click.field("present"));
        var next = Secret.ofText(click.field("passphrase"));
        var again = Secret.ofText(click.field("again"))) {
      return switch (webMail
          .preferences()
          .changePassphrase(click.who(), present, next, again, click.request().remote())) {
        case Preferences.Changed.Done(var token, _) ->
            Click.to("/account?done=passphrase", Guard.session(token));
        case Preferences.Changed.Wrong _ ->
            account(click, sheet(click).bad(403, words.of("passphrase.wrong")));
        case Preferences.Changed.Locked(var wait) ->
            account(click, sheet(click).bad(429, words.of("passphrase.locked", words.wait(wait))));
        case Preferences.Changed.Busy _ ->
            account(click, sheet(click).bad(429, words.of("passphrase.busy")));
        case Preferences.Changed.Unfit(var why) ->
            account(click, sheet(click).bad(422, EntryPages.weak(words, why)));
      };
    }
  }

  private SiteReply everywhere(Click click) {
    webMail.sessions().signOutEverywhere(click.who());
    return Click.to("/sign-in?done=everywhere", Guard.noSession());
  }

  private SiteReply browser(Click click) {
    webMail.preferences().deliverToBrowser(click.who());
    return Click.to("/account?done=browser");
  }

  /** Takes one file. */
  private static final class KeyFile implements Upload.Files {
    private byte[] octets = {};

    @Override
    public void take(String name, InputStream content) throws IOException {
      if (octets.length == 0) {
        octets = content.readNBytes(LARGEST_KEY + 1);
      }
    }
  }

  private SiteReply offer(Click click, Upload upload) throws IOException {
    var words = click.words();
    var file = new KeyFile();
    upload.read(file);
    var pasted = upload.field("key").strip().getBytes(UTF_8);
    if (file.octets.length == 0 && pasted.length == 0) {
      return account(click, sheet(click).bad(422, words.of("key.none")));
    }
    return switch (webMail
        .preferences()
        .offer(click.who(), file.octets.length > 0 ? file.octets : pasted)) {
      case Preferences.Offer.Challenge(var fingerprint, var armored, var until) ->
          proof(
              click,
              Sheet.of(words.of("proof.title"), "/account"),
              fingerprint,
              armored,
              words.at(until));
      case Preferences.Offer.Unfit(var why) ->
          account(click, sheet(click).bad(422, words.of("key.unfit", why)));
    };
  }

  private SiteReply proof(
      Click click, Sheet sheet, String fingerprint, String armored, String until) {
    return paper.write(
        click,
        sheet,
        "proof",
        new Views.Proof(
            click.words(), click.who().csrf(), Views.grouped(fingerprint), armored, until));
  }

  private SiteReply prove(Click click) {
    var words = click.words();
    return switch (webMail.preferences().prove(click.who(), click.field("code"))) {
      case Preferences.Proof.Done _ -> Click.to("/account?done=proven");
      case Preferences.Proof.Wrong(int left) ->
          proof(
              click,
              Sheet.of(words.of("proof.title"), "/account").bad(422, words.of("proof.wrong", left)),
              "",
              "",
              "");
      case Preferences.Proof.Over _ ->
          account(click, sheet(click).bad(422, words.of("proof.over")));
    };
  }
}
