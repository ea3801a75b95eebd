package org.sallyport.app.rules;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The classes that are delivered, read once for all rules. */
final class Production {
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/testkit/"))
          // templates, generated with the library's own signatures
          .withImportOption(
              location ->
                  !location.matches(java.util.regex.Pattern.compile(".*/Jte\\w+Generated\\.class")))
          .importPackages("org.sallyport");

  private Production() {}
}
