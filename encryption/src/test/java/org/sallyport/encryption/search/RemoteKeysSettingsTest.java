package org.sallyport.encryption.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.kernel.HostPort;

class RemoteKeysSettingsTest {
  @Test
  void sources_are_read_as_they_are_written() {
    assertThat(RemoteSource.parse("wkd")).hasValue(new RemoteSource.Wkd());
    assertThat(RemoteSource.parse("hkps://keys.example.org"))
        .hasValue(new RemoteSource.Hkps(new HostPort("keys.example.org", 443)));
    assertThat(RemoteSource.parse("vks://keys.example.org:8443"))
        .hasValue(new RemoteSource.Vks(new HostPort("keys.example.org", 8443)));
    for (var none :
        List.of("", "hkp://keys.example.org", "hkps://", "WKD", "https://x", "vks://x:y")) {
      assertThat(RemoteSource.parse(none)).as(none).isEqualTo(Optional.empty());
    }
  }
}
