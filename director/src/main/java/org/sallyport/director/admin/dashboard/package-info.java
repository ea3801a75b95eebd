/**
 * The dashboard: pages that show what {@link org.sallyport.director.admin.DirectorControl} tells,
 * and forms that pass commands on to it. Start reading at {@link
 * org.sallyport.director.admin.dashboard.Dashboard}.
 *
 * <p>{@link org.sallyport.director.admin.dashboard.TrafficHistory} keeps five minutes of traffic
 * for the charts. Templates are under {@code src/main/jte}; what they show is escaped.
 */
@NullMarked
package org.sallyport.director.admin.dashboard;

import org.jspecify.annotations.NullMarked;
