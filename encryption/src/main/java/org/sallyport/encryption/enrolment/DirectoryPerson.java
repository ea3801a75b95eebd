package org.sallyport.encryption.enrolment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.NewConsumer;
import org.sallyport.identity.Person;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes of a directory's person one who enrols. */
final class DirectoryPerson {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryPerson.class);

  private final DirectorySettings settings;
  private final ManagedDomains domains;

  DirectoryPerson(DirectorySettings settings, ManagedDomains domains) {
    this.settings = settings;
    this.domains = domains;
  }

  /** As who enrols; what is left out is logged. */
  DirectoryAnswer enrolling(Person person) {
    values(person, settings.mail()).stream()
        .flatMap(written -> Address.of(written).stream())
        .filter(address -> !domains.manage(address))
        .forEach(address -> leftOut(address, person));
    return known(person);
  }

  /** As somebody who may have enrolled before. */
  DirectoryAnswer known(Person person) {
    var managed = managed(person);
    if (managed.isEmpty()) {
      return new DirectoryAnswer.Refused(
          "the attribute " + settings.mail() + " has no address of a managed domain");
    }
    var names = values(person, settings.displayName());
    return new DirectoryAnswer.Known(
        new NewConsumer(
            managed.getFirst(),
            names.isEmpty() ? "" : names.getFirst(),
            "directory",
            managed.subList(1, managed.size()),
            attributes(person),
            Optional.of(person.userName().text())));
  }

  private List<Address> managed(Person person) {
    return values(person, settings.mail()).stream()
        .flatMap(written -> Address.of(written).stream())
        .filter(domains::manage)
        .distinct()
        .sorted()
        .toList();
  }

  private static void leftOut(Address address, Person person) {
    LOG.atWarn()
        .addKeyValue("user", person.userName())
        .addKeyValue("address", address)
        .addKeyValue("reason", "its domain is not one of encryption.domains")
        .log("address-not-managed");
  }

  /** An attribute that the person has no longer is there without values. */
  private Map<String, List<String>> attributes(Person person) {
    var all = new LinkedHashMap<String, List<String>>();
    for (var name : settings.attributes()) {
      all.put(name.toLowerCase(Locale.ROOT), values(person, name));
    }
    return all;
  }

  private static List<String> values(Person person, String attribute) {
    return person.attributes().getOrDefault(attribute.toLowerCase(Locale.ROOT), List.of());
  }
}
