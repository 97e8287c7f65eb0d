/** Sources that need nothing but the JDK. */
@NullMarked
package dev.framecast.source;

import org.jspecify.annotations.NullMarked;
