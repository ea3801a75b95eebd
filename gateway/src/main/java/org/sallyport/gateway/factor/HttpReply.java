package org.sallyport.gateway.factor;

/**
 * A response of HTTP.
 *
 * @param keep whether the connection can carry another request
 */
record HttpReply(int status, byte[] body, boolean keep) {}
