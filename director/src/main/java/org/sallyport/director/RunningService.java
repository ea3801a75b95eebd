package org.sallyport.director;

import org.sallyport.director.service.Service;
import org.sallyport.director.settings.ServiceSettings;

/** A service with what has to be freed after it. */
record RunningService(Service service, ServiceTlsContexts tls) {

  /** Whether it can go on under those settings as it is. */
  boolean fits(ServiceSettings settings) {
    return service.settings().equals(settings);
  }
}
