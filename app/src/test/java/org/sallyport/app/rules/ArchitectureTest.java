package org.sallyport.app.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.encryption.key.ServerUse;
import org.sallyport.openpgp.Fingerprint;

class ArchitectureTest {
  /** The modules a module may see beside itself; docs/architecture.md has the same table. */
  @ParameterizedTest(name = "{0} sees only: {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "kernel | ''",
        "wire | kernel",
        "config | kernel",
        "pki | kernel",
        "net | kernel wire",
        "web | kernel wire config net",
        "director | kernel wire config net web",
        "oath | kernel",
        "store | kernel config",
        "openpgp | kernel",
        "mime | kernel config pki openpgp",
        "identity | kernel config net",
        "smtp | kernel wire net",
        "authority | kernel config net web oath store",
        "gateway | kernel wire config net web oath identity",
        "encryption | kernel wire config net web oath store openpgp mime identity smtp",
        "client | kernel config openpgp",
        "app | kernel wire config pki net web oath store openpgp mime identity smtp director"
            + " authority gateway encryption client",
      })
  void a_module_sees_only_the_modules_below_it(String module, String below) {
    var allowed =
        Arrays.stream((module + " " + below).trim().split(" ", -1))
            .map(name -> "org.sallyport." + name + "..")
            .toArray(String[]::new);
    hold(
        noClasses()
            .that()
            .resideInAPackage("org.sallyport." + module + "..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("org.sallyport..")
                    .and(resideInAnyPackage(allowed).negate())
                    .as("modules that are not below it")));
  }

  @Test
  void wire_knows_no_library() {
    hold(
        classes()
            .that()
            .resideInAPackage("org.sallyport.wire..")
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "org.sallyport.wire..",
                    "org.sallyport.kernel..",
                    "org.jspecify..")));
  }

  @Test
  void wire_has_no_sockets_threads_clocks_or_logs() {
    hold(
        noClasses()
            .that()
            .resideInAPackage("org.sallyport.wire..")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                        "java.nio.channels..",
                        "java.util.concurrent..",
                        "java.util.logging..",
                        "java.lang.System.Logger",
                        "org.slf4j..")
                    .or(
                        com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo(
                            Thread.class))
                    .or(resideInAPackage("java.net..").and(simpleNameEndingWith("Socket")))
                    .or(resideInAPackage("java.time..").and(simpleNameEndingWith("Clock")))));
    hold(
        noClasses()
            .that()
            .resideInAPackage("org.sallyport.wire..")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now"));
  }

  @Test
  void bouncy_castle_stays_in_pki_and_openpgp() {
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackages("org.sallyport.pki..", "org.sallyport.openpgp..")
            .and()
            // the JDK has no Argon2 to stretch passphrases with
            .doNotHaveFullyQualifiedName("org.sallyport.store.Passphrase")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle.."));
  }

  @Test
  void library_types_stay_out_of_public_signatures() {
    hold(
        classes()
            .that()
            .resideOutsideOfPackages(
                "org.sallyport.net..",
                "org.sallyport.app..",
                // these move bytes, and are public for each other alone
                "org.sallyport.director.http",
                "org.sallyport.director.radius",
                "org.sallyport.director.reception",
                "org.sallyport.director.relay",
                "org.sallyport.director.service",
                // templates speak to their engine
                "org.sallyport.web.page")
            .should(Signatures.nameOnlyOurTypesAndTheJdks()));
  }

  @Test
  void only_commands_print() {
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.sallyport.app..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err"));
  }

  @Test
  void the_server_uses_peoples_secrets_to_protect_mail_and_for_nothing_else() {
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.sallyport.encryption.protection..")
            .should()
            .callMethod(ServerUse.class, "toSign", Fingerprint.class)
            .orShould()
            .callMethod(ServerUse.class, "toOpen", List.class));
  }

  @Test
  void the_log_is_slf4j() {
    hold(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.util.logging..", "org.apache.logging..", "org.apache.log4j.."));
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.sallyport.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ch.qos.logback.."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wire",
        "config",
        "net",
        "web",
        "openpgp",
        "mime",
        "director",
        "identity",
        "smtp",
        "authority",
        "gateway",
        "encryption",
        "client",
        "app"
      })
  void the_packages_of_a_module_have_no_cycle(String module) {
    hold(
        slices()
            .matching("org.sallyport." + module + ".(**)")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true));
  }

  @Test
  void a_package_is_named_for_its_domain() {
    hold(
        noClasses()
            .should()
            .resideInAnyPackage(
                "..util..",
                "..utils..",
                "..common..",
                "..impl..",
                "..manager..",
                "..helper..",
                "..dto..",
                "..model.."));
  }

  @Test
  void the_rules_see_the_classes_of_every_module() {
    assertThat(Production.CLASSES)
        .extracting(type -> type.getPackageName().split("\\.", -1)[2])
        .contains("kernel", "config", "net", "director", "app");
  }

  private static void hold(ArchRule rule) {
    rule.allowEmptyShould(true).check(Production.CLASSES);
  }
}
