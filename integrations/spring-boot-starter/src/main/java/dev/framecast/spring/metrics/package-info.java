/** The cameras' figures, for the app's meter registries. */
@NullMarked
package dev.framecast.spring.metrics;

import org.jspecify.annotations.NullMarked;
