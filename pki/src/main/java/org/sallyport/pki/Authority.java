package org.sallyport.pki;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.pki.Certificates.Template;

/**
 * A certificate authority in memory: a root or an intermediate, which issues certificates that are
 * valid from the present time of its clock. A clock that stands in the past or in the future makes
 * certificates that are expired or not yet valid.
 *
 * <p>Immutable; safe for use by several threads.
 */
public final class Authority {
  private final List<X509Certificate> path;
  private final PrivateKey key;
  private final Clock clock;

  private Authority(List<X509Certificate> path, PrivateKey key, Clock clock) {
    this.path = List.copyOf(path);
    this.key = key;
    this.clock = clock;
  }

  /** A new root with a P-256 key. */
  public static Authority root(String name, Clock clock, Duration validity) {
    return root(name, clock, validity, KeyKind.ECDSA_P256);
  }

  /** A new root with a key of the kind given. */
  public static Authority root(String name, Clock clock, Duration validity, KeyKind kind) {
    var pair = kind.generate();
    var now = clock.instant();
    var template = Template.authority(name, now, now.plus(validity), true);
    return new Authority(
        List.of(Certificates.selfSigned(template, pair)), pair.getPrivate(), clock);
  }

  /**
   * An authority whose certificates exist already.
   *
   * @param path its own certificate, then those above it, the root last
   * @param key the private key of the first certificate
   */
  public static Authority of(List<X509Certificate> path, PrivateKey key, Clock clock) {
    return new Authority(path, key, clock);
  }

  /** The same authority by another clock. */
  public Authority at(Clock other) {
    return new Authority(path, key, other);
  }

  /** A new authority below this one, valid as long as this one is. */
  public Authority intermediate(String name) {
    var pair = KeyKind.ECDSA_P256.generate();
    var template = Template.authority(name, clock.instant(), end(), false);
    return new Authority(below(template, pair), pair.getPrivate(), clock);
  }

  /** Makes a key and a certificate for it. */
  public Issued issue(Request request) {
    var pair = request.key().generate();
    var from = clock.instant();
    var until = from.plus(request.validity());
    var template = Template.leaf(request, from, until.isAfter(end()) ? end() : until);
    var chain = below(template, pair);
    return new Issued(chain.subList(0, chain.size() - 1), pair.getPrivate());
  }

  /** A certificate that its own key signed and no authority vouches for. */
  public static Issued selfSigned(Request request, Clock clock) {
    var pair = request.key().generate();
    var from = clock.instant();
    var template = Template.leaf(request, from, from.plus(request.validity()));
    return new Issued(List.of(Certificates.selfSigned(template, pair)), pair.getPrivate());
  }

  private List<X509Certificate> below(Template template, KeyPair pair) {
    var chain = new ArrayList<X509Certificate>();
    chain.add(Certificates.signed(template, pair.getPublic(), certificate(), key));
    chain.addAll(path);
    return chain;
  }

  private Instant end() {
    return certificate().getNotAfter().toInstant();
  }

  /** The authority's own certificate. */
  public X509Certificate certificate() {
    return path.getFirst();
  }

  /** The root above this authority; itself where it is the root. */
  public X509Certificate root() {
    return path.getLast();
  }

  /**
   * The certificates that a client may trust: the root, then the intermediates down to this one.
   */
  public List<X509Certificate> bundle() {
    return path.reversed();
  }

  PrivateKey key() {
    return key;
  }
}
