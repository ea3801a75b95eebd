package org.sallyport.director.radius;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
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
    var key = new MemberPath.Key(member, port, source);
    var path = paths.get(key);
    if (path != null && !path.peer().getAddress().equals(address)) {
      // The name leads elsewhere now; replies of the former address are no longer taken.
      paths.remove(key);
      path.close();
      path = null;
    }
    if (path == null && paths.size() < MOST) {
      path = new MemberPath(key, new InetSocketAddress(address, port), loop, listener);
      paths.put(key, path);
    }
    return path;
  }

  /** Closes what carries nothing. */
  void closeIdle() {
    paths.values().forEach(MemberPath::closeIdle);
    paths.values().removeIf(MemberPath::isEmpty);
  }

  void close() {
    paths.values().forEach(MemberPath::close);
    paths.clear();
  }
}
