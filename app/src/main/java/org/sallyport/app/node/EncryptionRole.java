package org.sallyport.app.node;

import java.time.InstantSource;
import java.util.List;
import org.sallyport.app.node.RoleKind.Opening;
import org.sallyport.app.node.RoleKind.Surroundings;
import org.sallyport.encryption.role.EncryptionServer;
import org.sallyport.encryption.settings.EncryptionSettings;
import org.sallyport.web.admin.AdminPart;

/** The encryption server as a role of a node. */
public final class EncryptionRole implements Role<EncryptionSettings> {
  private final EncryptionServer server;

  private EncryptionRole(EncryptionServer server) {
    this.server = server;
  }

  static Opening<EncryptionSettings> open(EncryptionSettings section, Surroundings node) {
    return switch (EncryptionServer.open(section, node.version(), InstantSource.system())) {
      case EncryptionServer.Opening.Running(var server) ->
          new Opening.Running<>(new EncryptionRole(server));
      case EncryptionServer.Opening.Refused(var problems) -> new Opening.Refused<>(problems);
    };
  }

  /** The server itself. */
  public EncryptionServer server() {
    return server;
  }

  @Override
  public List<String> apply(EncryptionSettings wanted) {
    return server.apply(wanted);
  }

  @Override
  public List<String> needRestart(EncryptionSettings before, EncryptionSettings after) {
    return EncryptionServer.needRestart(before, after);
  }

  @Override
  public AdminPart admin() {
    return server.admin();
  }

  @Override
  public void drain() {
    server.drain();
  }

  @Override
  public void close() {
    server.close();
  }
}
