/**
 * What every module must hold to: {@link ArchitectureTest} reads bytecode, {@link SourceRulesTest}
 * sources.
 */
@NullMarked
package org.sallyport.app.rules;

import org.jspecify.annotations.NullMarked;
