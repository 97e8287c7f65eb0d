/** What a request asks for, as containers have it. Not exported. */
@NullMarked
package dev.framecast.servlet.request;

import org.jspecify.annotations.NullMarked;
