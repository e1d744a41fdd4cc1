"""Asks OR-Tools and the package `matching` what `allocation --write FILE` wrote: time, people seated, total of order numbers.

python3 -m venv venv && venv/bin/pip install ortools==9.15.6755 matching==1.4.3 && venv/bin/python compare.py FILE
"""

import json
import sys
import threading
import time

import numpy
from matching.games import HospitalResident
from ortools.graph.python import min_cost_flow


def order(given, pair):
    """The order number, without the region part where people have lists of their own."""
    weights = list(given["weights"])
    if given["method"] == "own_lists":
        weights[2] = 0
    return 10 * sum(w * p for w, p in zip(weights, pair["parts"])) // sum(weights)


def lists(given):
    """Of each person the vacancies, most wanted first, each with its order number."""
    at = {vacancy["id"]: n for n, vacancy in enumerate(given["vacancies"])}
    for unit in given["units"]:
        pairs = sorted(unit["members"][0]["pairs"], key=lambda pair: pair["rank"])
        yield [(at[pair["vacancy"]], order(given, pair)) for pair in pairs]


def flow(given):
    """The greatest total within the same caps: an optimum, which nobody has to accept."""
    at = {vacancy["id"]: n for n, vacancy in enumerate(given["vacancies"])}
    people, vacancies, caps = len(given["units"]), len(at), given["caps"]
    republic = next(n for n, cap in enumerate(caps) if cap["kind"] == "republic")
    above = {at[id]: n for n, cap in enumerate(caps) if n != republic for id in cap["members"]}
    source = people + vacancies + len(caps)
    arcs = []
    for person, listed in enumerate(lists(given)):
        arcs.append((source, person, 1, 0))
        arcs += [(person, people + vacancy, 1, -number) for vacancy, number in listed]
    for n, vacancy in enumerate(given["vacancies"]):
        arcs.append((people + n, people + vacancies + above[n], vacancy["seats"], 0))
    for n, cap in enumerate(caps):
        to = source + 1 if n == republic else people + vacancies + republic
        arcs.append((people + vacancies + n, to, cap["max"], 0))
    arcs.append((source, source + 1, people, 0))
    network = min_cost_flow.SimpleMinCostFlow()
    network.add_arcs_with_capacity_and_unit_cost(*map(numpy.array, zip(*arcs)))
    supplies = numpy.zeros(source + 2, dtype=int)
    supplies[source], supplies[source + 1] = people, -people
    network.set_nodes_supplies(numpy.arange(source + 2), supplies)
    began = time.time()
    assert network.solve() == network.OPTIMAL
    print(f"OR-Tools: {time.time() - began:.2f} s, total {-network.optimal_cost()}")


def residents(given):
    """Stable on vacancies alone: the package knows no caps above them."""
    all_lists = list(enumerate(lists(given)))
    ranked = {}
    for person, listed in all_lists:
        for vacancy, number in listed:
            ranked.setdefault(vacancy, []).append((-number, person))
    seats = {n: given["vacancies"][n]["seats"] for n in ranked}
    began = time.time()
    game = HospitalResident.create_from_dictionaries(
        {person: [vacancy for vacancy, _ in listed] for person, listed in all_lists},
        {vacancy: [person for _, person in sorted(line)] for vacancy, line in ranked.items()},
        seats,
    )
    solved, took = game.solve(), time.time() - began
    numbers = {person: dict(listed) for person, listed in all_lists}
    seated = [(one.name, vacancy.name) for vacancy, line in solved.items() for one in line]
    total = sum(numbers[person][vacancy] for person, vacancy in seated)
    print(f"matching: {took:.2f} s, {len(seated)} seated, total {total}")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        given = json.load(file)
    flow(given)
    if given["method"] == "own_lists":
        residents(given)


# `matching` copies its players by recursion.
sys.setrecursionlimit(10**7)
threading.stack_size(1 << 29)
thread = threading.Thread(target=main)
thread.start()
thread.join()
