package org.sallyport.client.enrolment;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.client.json.Json;
import org.sallyport.client.link.Stamp;
import org.sallyport.client.session.DeviceKey;
import org.sallyport.client.state.StateFolder;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Result;

/**
 * How far this machine is, as the state keeps it.
 *
 * @param id names the enrolment; made here
 * @param key of this machine
 * @param device what to call the machine
 * @param stamp which servers
 * @param method the method's name at the server
 * @param address which the method names; empty for others
 * @param progress what the server has said
 */
public record Enrolment(
    String id,
    DeviceKey key,
    String device,
    Stamp stamp,
    String method,
    Optional<String> address,
    Progress progress) {
  private static final String FILE = "enrolment.json";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_OCTETS = 16;

  /** What the server has said. */
  public sealed interface Progress {
    /** Nothing that is known. */
    record Begun() implements Progress {}

    /**
     * A message is under way.
     *
     * @param address where to
     * @param expires until when its token counts
     */
    record MailSent(String address, Instant expires) implements Progress {}

    /**
     * This is a client.
     *
     * @param client its id
     * @param person whose
     * @param organisation the key that signs policies and vouches for keys
     */
    record Enrolled(String client, Person person, Certificate organisation) implements Progress {}
  }

  static Enrolment begin(Stamp stamp, String device, Means means) {
    var octets = new byte[ID_OCTETS];
    RANDOM.nextBytes(octets);
    var id = "e_" + Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    return new Enrolment(
        id, DeviceKey.make(), device, stamp, means.method(), means.address(), new Progress.Begun());
  }

  Enrolment by(Means means) {
    return new Enrolment(id, key, device, stamp, means.method(), means.address(), progress);
  }

  /** The same, further on. */
  public Enrolment with(Progress next) {
    return new Enrolment(id, key, device, stamp, method, address, next);
  }

  /** The form in the state. */
  private record Written(
      String id,
      String privateKey,
      String publicKey,
      String device,
      String stamp,
      String method,
      Optional<String> address,
      Optional<MailSentForm> mail,
      Optional<EnrolledForm> enrolled) {
    @Override
    public String toString() {
      return "Written[" + id + "]";
    }
  }

  private record MailSentForm(String address, Instant expires) {}

  private record EnrolledForm(String client, Person person, String organisationKey) {}

  /**
   * What the state has; empty before the first attempt.
   *
   * @throws IOException when it cannot be read, or others can read it
   */
  public static Optional<Enrolment> read(StateFolder folder) throws IOException {
    var kept = folder.read(FILE);
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(Json.readOrThrow(kept.get(), Written.class)));
    } catch (IllegalArgumentException | IllegalStateException | NullPointerException damaged) {
      throw new IOException(
          folder.path(FILE) + " is damaged; move it away and enrol again", damaged);
    }
  }

  private static Enrolment of(Written form) {
    Progress progress = new Progress.Begun();
    if (form.enrolled().isPresent()) {
      var enrolled = form.enrolled().get();
      progress =
          new Progress.Enrolled(
              enrolled.client(), enrolled.person(), certificate(enrolled.organisationKey()));
    } else if (form.mail().isPresent()) {
      progress = new Progress.MailSent(form.mail().get().address(), form.mail().get().expires());
    }
    return new Enrolment(
        form.id(),
        DeviceKey.of(Secret.ofText(form.privateKey()), form.publicKey()),
        form.device(),
        Stamp.read(form.stamp().getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        form.method(),
        form.address(),
        progress);
  }

  static Certificate certificate(@Nullable String armored) {
    if (armored == null) {
      throw new IllegalArgumentException("no organisation key");
    }
    return switch (Certificate.read(armored.getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
      case Result.Of<Certificate>(var certificate) -> certificate;
      case Result.Refused<Certificate>(var refusal) ->
          throw new IllegalArgumentException("the organisation key: " + refusal.reason());
    };
  }

  /** Keeps it, durably. */
  public void write(StateFolder folder) throws IOException {
    var mail =
        progress instanceof Progress.MailSent(var to, var expires)
            ? Optional.of(new MailSentForm(to, expires))
            : Optional.<MailSentForm>empty();
    var enrolled =
        progress instanceof Progress.Enrolled(var client, var person, var organisation)
            ? Optional.of(new EnrolledForm(client, person, organisation.armored()))
            : Optional.<EnrolledForm>empty();
    folder.write(
        FILE,
        Json.bytes(
            new Written(
                id,
                key.kept().revealText(),
                key.publicKey(),
                device,
                new String(stamp.bytes(), java.nio.charset.StandardCharsets.UTF_8),
                method,
                address,
                mail,
                enrolled)));
  }
}
