"""Edges as CSV -> a community for each node, by a library that python3 has; prints CPU seconds and peak memory of clustering, graph included."""
import json
import resource
import sys

peer, edges, out, nodes = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])


def read():
    rows = []
    weights = []
    with open(edges, encoding="utf-8") as file:
        next(file)
        for line in file:
            source, target, weight = line.split(",")
            rows.append((int(source), int(target)))
            weights.append(float(weight))
    return rows, weights


def with_igraph(cluster):
    import igraph

    def work(rows, weights):
        return cluster(igraph.Graph(n=nodes, edges=rows), weights).membership

    return work


def with_leidenalg():
    import igraph
    import leidenalg

    def work(rows, weights):
        graph = igraph.Graph(n=nodes, edges=rows)
        return leidenalg.find_partition(graph, leidenalg.ModularityVertexPartition, weights=weights, seed=1).membership

    return work


def with_networkit():
    import networkit

    def work(rows, weights):
        graph = networkit.Graph(nodes, weighted=True)
        for (source, target), weight in zip(rows, weights):
            graph.addEdge(source, target, weight)
        networkit.setNumberOfThreads(1)
        search = networkit.community.PLM(graph, refine=True)  # not detectCommunities, which prints
        search.run()
        return search.getPartition().getVector()

    return work


PEERS = {
    "igraph-louvain": lambda: with_igraph(lambda graph, weights: graph.community_multilevel(weights=weights)),
    "igraph-leiden": lambda: with_igraph(lambda graph, weights: graph.community_leiden("modularity", weights=weights)),
    "igraph-infomap": lambda: with_igraph(lambda graph, weights: graph.community_infomap(edge_weights=weights, trials=1)),
    "leidenalg": with_leidenalg,
    "networkit": with_networkit,
}

work = PEERS[peer]()
rows, weights = read()
before = resource.getrusage(resource.RUSAGE_SELF)
membership = work(rows, weights)
after = resource.getrusage(resource.RUSAGE_SELF)
with open(out, "w", encoding="utf-8") as file:
    file.writelines(f"{label}\n" for label in membership)
cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(json.dumps({"cpu_s": round(cpu, 3), "rss_mb": after.ru_maxrss // 1024}))
