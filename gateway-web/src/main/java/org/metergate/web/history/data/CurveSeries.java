// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.util.List;
import java.util.Objects;

/**
 * A gauge in a period.
 *
 * @param of what it measures.
 * @param points one for each interval of {@link Period#points}, in order, gaps and the future
 *     included.
 */
public record CurveSeries(Measured of, List<Point> points) {

  /** Copies the list. */
  public CurveSeries {
    Objects.requireNonNull(of, "of");
    points = List.copyOf(points);
  }
}
