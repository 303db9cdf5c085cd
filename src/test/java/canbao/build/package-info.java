/**
 * The rules that the build keeps, each shown to catch what is planted for it: classes below {@code planted.canbao}, and
 * sources written by the tests.
 */
@NullMarked
package canbao.build;

import org.jspecify.annotations.NullMarked;
