package org.sallyport.director.radius;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Member;
import org.sallyport.net.loop.Loop;

/** The ways of one listener on one loop to members. Loop thread only. */
final class MemberPaths {
  /** Each client's address that is preserved has paths of its own. */
  private static final int MOST = 4096;

  private final Loop loop;
  private final RadiusListener listener;

  /** Those that show the director's own address: one or two for each member. */
  private final List<MemberPath> direct = new ArrayList<>();

  /** Those that show a client's. */
  private final Map<MemberPath.Key, MemberPath> paths = new HashMap<>();

  MemberPaths(Loop loop, RadiusListener listener) {
    this.loop = loop;
    this.listener = listener;
  }

  /**
   * The way to a port of the member; null where its name has no address yet, where there are too
   * many ways, or where the source to preserve is of another family than the member.
   */
  @Nullable MemberPath to(Member member, int port, @Nullable InetAddress source) {
    var address = member.address().getAddress();
    if (address == null || (source != null && source.getClass() != address.getClass())) {
      return null;
    }
    var path = source == null ? direct(member, port) : paths.get(key(member, port, source));
    if (path != null && !path.peer().getAddress().equals(address)) {
      // The name leads elsewhere now; replies of the former address are no longer taken.
      forget(path);
      path.close();
      path = null;
    }
    if (path == null && direct.size() + paths.size() < MOST) {
      var key = key(member, port, source);
      path = new MemberPath(key, new InetSocketAddress(address, port), loop, listener);
      if (source == null) {
        direct.add(path);
      } else {
        paths.put(key, path);
      }
    }
    return path;
  }

  private static MemberPath.Key key(Member member, int port, @Nullable InetAddress source) {
    return new MemberPath.Key(member, port, source);
  }

  private @Nullable MemberPath direct(Member member, int port) {
    for (int i = 0; i < direct.size(); i++) {
      var path = direct.get(i);
      if (path.key().port() == port && path.member().equals(member)) {
        return path;
      }
    }
    return null;
  }

  private void forget(MemberPath path) {
    direct.remove(path);
    paths.remove(path.key());
  }

  /** Closes what carries nothing. */
  void closeIdle() {
    direct.forEach(MemberPath::closeIdle);
    direct.removeIf(MemberPath::isEmpty);
    paths.values().forEach(MemberPath::closeIdle);
    paths.values().removeIf(MemberPath::isEmpty);
  }

  void close() {
    direct.forEach(MemberPath::close);
    direct.clear();
    paths.values().forEach(MemberPath::close);
    paths.clear();
  }
}
