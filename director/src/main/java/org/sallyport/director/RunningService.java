package org.sallyport.director;

import java.util.List;
import org.sallyport.director.service.Service;
import org.sallyport.director.settings.PoolSettings;
import org.sallyport.director.settings.ServiceSettings;

/**
 * A service with what has to be freed after it.
 *
 * @param hosts of the pool's members, which its TLS contexts were made for
 */
record RunningService(Service service, ServiceTlsContexts tls, List<String> hosts) {

  static List<String> hosts(PoolSettings pool) {
    return pool.members().values().stream().map(member -> member.address().host()).toList();
  }

  /** Whether it can go on under those settings as it is. */
  boolean fits(ServiceSettings settings, PoolSettings pool) {
    return service.settings().equals(settings) && hosts.equals(hosts(pool));
  }
}
