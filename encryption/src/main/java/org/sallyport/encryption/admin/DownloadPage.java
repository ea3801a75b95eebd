package org.sallyport.encryption.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.admin.Sheet.Area;
import org.sallyport.encryption.admin.Sheet.Block;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Form;
import org.sallyport.encryption.admin.Sheet.Text;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.settings.EncryptionSettings;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** The client bundle: made for one or several names of servers, in their order. */
final class DownloadPage {
  static final String PATH = Console.HOME + "/download";

  private final Domain domain;
  private final EncryptionSettings settings;
  private final Console console;
  private final Stamps stamps;

  DownloadPage(Domain domain, EncryptionSettings settings, Console console, Stamps stamps) {
    this.domain = domain;
    this.settings = settings;
    this.console = console;
    this.stamps = stamps;
  }

  /** What a bundle is made for; {@code trust} is PEM. */
  record BundleBody(List<String> servers, Optional<String> trust) {}

  List<Route> routes() {
    return List.of(
        Console.reads(PATH, "downloadPage")
            .summary("Where the client bundle is made.")
            .handledBy(this::show),
        Console.form(PATH + "/bundle", "bundleForm", Permission.CONSUMERS)
            .summary("Makes a client bundle.")
            .field("servers", "Names of servers, one a line.", "keys.example.com")
            .field("trust", "Who issues their certificates, PEM.", "")
            .answers(200, "A zip file.", "application/zip")
            .handledBy(
                in ->
                    bundle(
                        in,
                        lines(in.form("servers").orElse("")),
                        in.form("trust").map(String::strip))),
        Api.posts("/bundle", "makeBundle", Permission.CONSUMERS)
            .summary("Makes a client bundle.")
            .body(BundleBody.class)
            .answers(200, "A zip file.", "application/zip")
            .refuses(422, "A name of a server is none.")
            .handledBy(
                in -> {
                  var wanted =
                      in.json(
                          body ->
                              new BundleBody(
                                  body.texts("servers", Stamps.MOST, 255),
                                  body.optionalBlock("trust", 64 * 1024)));
                  return bundle(in, wanted.servers(), wanted.trust());
                }));
  }

  private static List<String> lines(String text) {
    return text.lines()
        .map(line -> line.strip().toLowerCase(Locale.ROOT))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private Reply show(Request in) {
    var servers = stamps.servers();
    var blocks = new ArrayList<Block>();
    blocks.add(
        Text.plain(
            "People unpack the bundle and enrol with it. Its stamp names the servers that the"
                + " client believes: normally the one name of the director, or several in the order"
                + " in which they are tried."));
    stamps.mismatches(servers).forEach(each -> blocks.add(Text.warning(each)));
    var csrf = in.csrf(Permission.CONSUMERS);
    blocks.add(
        csrf.<Block>map(token -> form(servers, token))
            .orElseGet(() -> Text.small("Your role does not make bundles.")));
    return console.page(in, "Download", PATH, Sheet.of(Card.of("Client bundle", blocks)));
  }

  private Form form(List<String> servers, String csrf) {
    return new Form(
        PATH + "/bundle",
        csrf,
        List.of(
            new Area(
                "servers",
                "Servers",
                String.join("\n", servers),
                "One a line, with a port where it is not 443: keys.example.com or"
                    + " keys.example.com:8443.",
                3),
            new Area(
                "trust",
                "Who issues their certificates",
                stamps.issuer().orElse(""),
                "PEM. Empty: only who the machine trusts anyway.",
                6)),
        "Make the bundle",
        false);
  }

  /**
   * Makes it for whoever may help people; which servers the next one is made for is for whoever may
   * change policies to say, since everybody who makes one believes it.
   */
  private Reply bundle(Request in, List<String> servers, Optional<String> trust) {
    if (servers.isEmpty() || servers.size() > Stamps.MOST) {
      return Api.unfit("servers", "a stamp names 1 to " + Stamps.MOST + " servers");
    }
    var odd = servers.stream().filter(each -> !Stamps.fits(each)).findFirst();
    if (odd.isPresent()) {
      return Api.unfit("servers", "expected a name such as keys.example.com, not: " + odd.get());
    }
    try {
      var parts = ClientParts.of(System.getProperty("java.class.path", ""));
      var bundle =
          new ClientBundle(
              servers,
              settings.organisation(),
              domain.organisation().fingerprint().hex(),
              trust.filter(pem -> !pem.isBlank()));
      var zip = bundle.zip(parts);
      if (Console.may(in, Permission.POLICIES)) {
        stamps.keep(in.actor(), servers);
      }
      return new Reply.Content(
          200,
          "application/zip",
          zip,
          Map.of("Content-Disposition", "attachment; filename=\"sallyport-client.zip\""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
