/** The sources of this module by address. */
@NullMarked
package dev.framecast.source.provider;

import org.jspecify.annotations.NullMarked;
