package org.sallyport.app.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** What a public signature may name. */
final class Signatures {
  private Signatures() {}

  static ArchCondition<JavaClass> nameOnlyOurTypesAndTheJdks() {
    return new ArchCondition<>("name only our types and the JDK's in public signatures") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!type.getModifiers().contains(JavaModifier.PUBLIC)) {
          return;
        }
        for (var unit : type.getCodeUnits()) {
          if (unit.getModifiers().contains(JavaModifier.PUBLIC)) {
            inspect(unit, events);
          }
        }
      }
    };
  }

  private static void inspect(JavaCodeUnit unit, ConditionEvents events) {
    for (var named : unit.getReturnType().getAllInvolvedRawTypes()) {
      report(unit, named, events);
    }
    for (var parameter : unit.getParameterTypes()) {
      for (var named : parameter.getAllInvolvedRawTypes()) {
        report(unit, named, events);
      }
    }
  }

  private static void report(JavaCodeUnit unit, JavaClass named, ConditionEvents events) {
    var name = named.getBaseComponentType().getName();
    var ours =
        named.getBaseComponentType().isPrimitive()
            || name.startsWith("java.")
            || name.startsWith("javax.net.")
            || name.startsWith("javax.security.")
            || name.startsWith("org.sallyport.");
    if (!ours) {
      events.add(SimpleConditionEvent.violated(unit, unit.getFullName() + " names " + name));
    }
  }
}
