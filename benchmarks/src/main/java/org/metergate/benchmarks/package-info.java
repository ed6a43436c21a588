// SPDX-License-Identifier: Apache-2.0
/**
 * JMH benchmarks of the hot paths. The build compiles them and measures nothing; to measure, run
 * from the root of the repository:
 *
 * <pre>
 * mvn -q -B -pl benchmarks -am package -DskipTests &amp;&amp; java -jar benchmarks/target/benchmarks.jar -prof gc
 * </pre>
 */
package org.metergate.benchmarks;
