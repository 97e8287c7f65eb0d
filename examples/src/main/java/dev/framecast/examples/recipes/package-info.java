/** One idea each. */
@NullMarked
package dev.framecast.examples.recipes;

import org.jspecify.annotations.NullMarked;
