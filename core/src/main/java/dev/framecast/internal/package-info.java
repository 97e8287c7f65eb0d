/**
 * What the modules of this project share and nobody else should use: it changes without notice.
 *
 * <p>Network addresses are read, secrets masked and addresses kept from strangers here alone, so
 * that no source or sink has a rule of its own for it.
 */
@NullMarked
package dev.framecast.internal;

import org.jspecify.annotations.NullMarked;
