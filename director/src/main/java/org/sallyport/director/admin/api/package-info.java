/**
 * The director's API under {@code /api/v1}, as route declarations. Start reading at {@link
 * org.sallyport.director.admin.api.AdminApi}.
 *
 * <p>Names of services, pools and members are compared as written; where one is unknown, the answer
 * suggests the nearest.
 */
@NullMarked
package org.sallyport.director.admin.api;

import org.jspecify.annotations.NullMarked;
