"""The models of bench/kernel.ts in SimPy, as SimPy's own documentation would write them.

Usage: simpy_models.py MODEL SIZE ROUNDS   (MODEL: mm1 or fork-join; SIZE: customers, or rounds of a fork)
Prints {"simpy": version, "rates": [events a second, one for each round]}. An event is one of the model (an arrival, an end
of service, a join), counted as bench/kernel.ts counts them. Exits with 3 when SimPy is not installed.
"""

import json
import random
import sys
import time

try:
    import simpy
except ImportError:
    sys.exit(3)

FORK = 5


def hold(env, server, seconds):
    with server.request() as request:
        yield request
        yield env.timeout(seconds)


def arrivals(env, server, draw, customers):
    for _ in range(customers):
        yield env.timeout(draw(1.0))
        env.process(hold(env, server, draw(1 / 0.7)))


def fork_and_join(env, servers, draw, rounds):
    for _ in range(rounds):
        yield env.all_of([env.process(hold(env, server, draw(1.0))) for server in servers])


def mm1(customers):
    env = simpy.Environment()
    draw = random.Random(1).expovariate
    env.process(arrivals(env, simpy.Resource(env, 1), draw, customers))
    env.run()
    return 2 * customers


def fork_join(rounds):
    env = simpy.Environment()
    draw = random.Random(1).expovariate
    env.process(fork_and_join(env, [simpy.Resource(env, 1) for _ in range(FORK)], draw, rounds))
    env.run()
    return (FORK + 1) * rounds


def main():
    model = {"mm1": mm1, "fork-join": fork_join}[sys.argv[1]]
    size = int(sys.argv[2])
    rates = []
    for _ in range(int(sys.argv[3])):
        start = time.perf_counter()
        events = model(size)
        rates.append(events / (time.perf_counter() - start))
    print(json.dumps({"simpy": getattr(simpy, "__version__", "unknown"), "rates": rates}))


main()
