package org.sallyport.encryption.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.client.Machine;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.enrolment.DirectoryAnswer;
import org.sallyport.encryption.enrolment.EnrolmentDirectory;
import org.sallyport.encryption.enrolment.Outcome;
import org.sallyport.encryption.session.Proof;
import org.sallyport.kernel.Secret;
import org.sallyport.kernel.SignedRequest;
import org.sallyport.openpgp.Certificate;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.RequestRefused;
import org.sallyport.web.route.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How machines become clients. */
final class EnrolmentApi {
  private static final Logger LOG = LoggerFactory.getLogger(EnrolmentApi.class);
  private static final String TAG = "enrolment";
  private static final String ENROLMENTS = "/v1/enrolments/";
  private static final String PATH = ENROLMENTS + "{id}";
  private static final String EXAMPLE = "e_0123456789abcdefghijkl";
  private static final String THE_ID = "Chosen by the machine: e_ and 22 to 62 of 0-9A-Za-z_-.";
  private static final Pattern ID = Pattern.compile("e_[0-9A-Za-z_-]{22,62}");

  private static final Duration SECOND = Duration.ofSeconds(1);

  private static final Problem UNKNOWN =
      new Problem(
          404, "unknown-enrolment", "There is no such enrolment", "begin it with PUT and its id");

  private final Domain domain;
  private final Optional<EnrolmentDirectory> directory;
  private final EnrolmentGuesses guesses;

  EnrolmentApi(Domain domain, Optional<EnrolmentDirectory> directory) {
    this.domain = domain;
    this.directory = directory;
    guesses = new EnrolmentGuesses(domain.clock());
  }

  /** Whose client it is. */
  record ConsumerView(String address, String name, List<String> addresses) {}

  /**
   * Where an enrolment stands.
   *
   * @param state {@code mail-sent}, with address and expires; {@code enrolled}, with the rest
   */
  record EnrolmentView(
      String state,
      Optional<String> address,
      Optional<Instant> expires,
      Optional<String> client,
      Optional<ConsumerView> consumer,
      Optional<String> organisationKey) {}

  /** What the message held. */
  record ConfirmationBody(String token) {}

  List<Route> routes() {
    return List.of(
        Route.put(PATH, "enrol")
            .summary("Begins an enrolment; signed with the device key under the id new.")
            .tag(TAG)
            .open()
            .path("id", THE_ID, EXAMPLE)
            .body(EnrolmentBody.class)
            .answers(200, "It was enrolled before.", EnrolmentView.class)
            .answers(201, "It is enrolled.", EnrolmentView.class)
            .answers(202, "A message with a token is on its way.", EnrolmentView.class)
            .refuses(400, "The body or the id is not as described.")
            .refuses(401, "The signature is not good.")
            .refuses(403, "Refused: nothing was proven, or the person has too many clients.")
            .refuses(409, "The id or the key is another machine's.")
            .refuses(422, "The server does not offer this method.")
            .refuses(429, "Too much was wrong, or sent; Retry-After says when to go on.")
            .refuses(503, "Something that the server needs does not answer.")
            .handledBy(this::begin),
        Route.get(PATH, "enrolmentState")
            .summary("Where an enrolment stands; signed with the device key under the id new.")
            .tag(TAG)
            .open()
            .path("id", THE_ID, EXAMPLE)
            .answers(200, "Where it stands.", EnrolmentView.class)
            .refuses(400, "The id is not as described.")
            .refuses(401, "The signature is not good.")
            .refuses(403, "Refused: its client is revoked.")
            .refuses(404, "Nobody has begun it.")
            .refuses(503, "The server is locked, or its store does not work.")
            .handledBy(this::state),
        Route.post(PATH + "/confirmation", "confirmEnrolment")
            .summary("Ends an enrolment with the token of the message; signed as the others.")
            .tag(TAG)
            .open()
            .path("id", THE_ID, EXAMPLE)
            .body(ConfirmationBody.class)
            .answers(200, "It was enrolled before.", EnrolmentView.class)
            .answers(201, "It is enrolled.", EnrolmentView.class)
            .refuses(400, "The body or the id is not as described.")
            .refuses(401, "The signature is not good.")
            .refuses(403, "Refused: the token is wrong or over, or there are too many clients.")
            .refuses(404, "Nobody has begun it.")
            .refuses(409, "The key is another client's.")
            .refuses(422, "The server does not offer this method.")
            .refuses(429, "Too much was wrong; Retry-After says when to go on.")
            .refuses(503, "The server is locked, or its store does not work.")
            .handledBy(this::confirm));
  }

  private Reply begin(Request request) {
    var id = id(request);
    var body = request.json(EnrolmentBody::read);
    var machine = body.machine();
    proven(request, machine.publicKey(), "PUT", ENROLMENTS + id);
    var before =
        domain.store().read(in -> domain.enrolments().standing(in, id, machine.publicKey()));
    if (before.isPresent()) {
      return reply(request, before.get());
    }
    return switch (body.means()) {
      case EnrolmentBody.Means.Code means -> byCode(request, id, body, means);
      case EnrolmentBody.Means.Mail(var address) -> byMail(request, id, machine, address);
      case EnrolmentBody.Means.Password(var user, var password) -> {
        try (password) {
          yield byPassword(request, id, machine, user, password);
        }
      }
    };
  }

  /** The password is looked at outside of any transaction: it takes as long as it takes. */
  private Reply byPassword(
      Request request, String id, Machine machine, String user, Secret password) {
    if (directory.isEmpty()) {
      return Reply.problem(EnrolmentProblems.methodNotOffered("directory"));
    }
    if (!guesses.mayTry(request.remote(), machine.publicKey())) {
      return Reply.problem(ClientProblems.tooManyGuesses(SECOND));
    }
    return switch (directory.get().ask(user, password)) {
      case DirectoryAnswer.Known(var who) ->
          reply(
              request, domain.store().write(in -> domain.enrolments().enrol(in, id, machine, who)));
      case DirectoryAnswer.Refused(var reason) -> guessed(request, machine, reason);
      case DirectoryAnswer.TooMany(var pause) ->
          Reply.problem(ClientProblems.tooManyGuesses(pause));
      case DirectoryAnswer.Unavailable(var cause) -> {
        LOG.atError().addKeyValue("cause", cause).log("directory-unavailable");
        yield Reply.problem(ClientProblems.UNWELL);
      }
    };
  }

  /** Messages have a count of their own, besides that of each mailbox: none is a guess. */
  private Reply byMail(Request request, String id, Machine machine, Address address) {
    var mail = domain.mailEnrolments();
    if (mail.isEmpty()) {
      return Reply.problem(EnrolmentProblems.methodNotOffered("email"));
    }
    if (!guesses.mayAskForMessage(request.remote())) {
      return Reply.problem(ClientProblems.tooManyGuesses(SECOND));
    }
    return reply(request, domain.store().write(in -> mail.get().begin(in, id, machine, address)));
  }

  private Reply confirm(Request request) {
    var id = id(request);
    var mail = domain.mailEnrolments();
    var token = request.json(body -> new ConfirmationBody(body.text("token", 64))).token();
    var key = domain.store().read(in -> domain.enrolments().keyOf(in, id));
    if (key.isEmpty()) {
      return Reply.problem(UNKNOWN);
    }
    proven(request, key.get(), "POST", ENROLMENTS + id + "/confirmation");
    if (mail.isEmpty()) {
      return Reply.problem(EnrolmentProblems.methodNotOffered("email"));
    }
    return domain
        .store()
        .write(in -> mail.get().confirm(in, id, key.get(), token))
        .map(outcome -> reply(request, outcome))
        .orElseGet(() -> Reply.problem(UNKNOWN));
  }

  /** A right code opens whoever was wrong before: a network may share one address. */
  private Reply byCode(
      Request request, String id, EnrolmentBody body, EnrolmentBody.Means.Code means) {
    if (!domain.store().<Boolean>read(in -> domain.enrolments().knows(in, means.code()))) {
      // Another node may have spent it for this machine since it was looked for.
      return domain
          .store()
          .read(in -> domain.enrolments().standing(in, id, body.machine().publicKey()))
          .map(outcome -> reply(request, outcome))
          .orElseGet(() -> guessed(request, body.machine(), "the code is wrong, used or over"));
    }
    return reply(
        request,
        domain
            .store()
            .write(
                in ->
                    domain
                        .enrolments()
                        .byCode(in, id, body.machine(), means.code(), means.address())));
  }

  private Reply guessed(Request request, Machine machine, String reason) {
    if (!guesses.mayTry(request.remote(), machine.publicKey())) {
      return Reply.problem(ClientProblems.tooManyGuesses(SECOND));
    }
    guesses.wrong(request.remote(), machine.publicKey());
    return reply(request, new Outcome.Refused(reason));
  }

  private Reply state(Request request) {
    var id = id(request);
    var key = domain.store().read(in -> domain.enrolments().keyOf(in, id));
    if (key.isEmpty()) {
      return Reply.problem(UNKNOWN);
    }
    proven(request, key.get(), "GET", ENROLMENTS + id);
    return domain
        .store()
        .read(in -> domain.enrolments().standing(in, id, key.get()))
        .map(outcome -> reply(request, outcome))
        .orElseGet(() -> Reply.problem(UNKNOWN));
  }

  private static String id(Request request) {
    var id = request.path("id");
    if (!ID.matcher(id).matches()) {
      throw new RequestRefused(
          new Problem(400, "bad-parameter", "A parameter is missing or wrong", "id: " + THE_ID));
    }
    return id;
  }

  private void proven(Request request, byte[] key, String method, String target) {
    var now = domain.clock().instant();
    switch (Proof.of(request, SignedRequest.NEW, key, method, target, now)) {
      case Proof.Unproven _ -> throw new RequestRefused(ClientProblems.UNPROVEN);
      case Proof.Skewed _ -> throw new RequestRefused(ClientProblems.clock(now));
      case Proof.Proven _ -> {
        // Said again, it is answered as before: its nonce need not be kept (ADR 0017).
      }
    }
  }

  private Reply reply(Request request, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Enrolled enrolled -> Reply.json(enrolled.fresh() ? 201 : 200, view(enrolled));
      case Outcome.MailSent(var address, var expires) ->
          Reply.json(
              request.bytes().length == 0 ? 200 : 202,
              new EnrolmentView(
                  "mail-sent",
                  Optional.of(address),
                  Optional.of(expires),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()));
      case Outcome.Refused(var reason) -> {
        LOG.atWarn()
            .addKeyValue("from", request.remote().getHostAddress())
            .addKeyValue("reason", reason)
            .log("enrolment-refused");
        yield Reply.problem(ClientProblems.REFUSED);
      }
      case Outcome.OtherKey _ -> Reply.problem(EnrolmentProblems.OTHER_KEY);
      case Outcome.KeyInUse _ -> Reply.problem(EnrolmentProblems.KEY_IN_USE);
      case Outcome.TooManyClients _ -> Reply.problem(EnrolmentProblems.TOO_MANY_CLIENTS);
      case Outcome.TooManyMessages(var pause) ->
          Reply.problem(EnrolmentProblems.tooManyMessages(pause));
    };
  }

  private EnrolmentView view(Outcome.Enrolled enrolled) {
    var consumer = enrolled.consumer();
    return new EnrolmentView(
        "enrolled",
        Optional.empty(),
        Optional.empty(),
        Optional.of(enrolled.client().id()),
        Optional.of(
            new ConsumerView(
                consumer.address().text(),
                consumer.name(),
                consumer.addresses().stream().map(Object::toString).toList())),
        domain.organisation().certificate().map(Certificate::armored));
  }
}
