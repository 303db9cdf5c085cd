/** What an agency's IT staff gets to connect a feed: the contract in words, samples and templates; synthetic people only. */
@NullMarked
package canbao.feed.offer;

import org.jspecify.annotations.NullMarked;
