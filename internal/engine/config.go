//go:build !noembed && unix

package engine

import (
	"net"
	"net/url"
	"strconv"
	"time"

	"github.com/google/uuid"
	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/membership/static"
	sqliteplugin "go.temporal.io/server/common/persistence/sql/sqlplugin/sqlite"
	"go.temporal.io/server/common/primitives"
)

const (
	clusterName = "active"
	// clusterID is written into the file by its first start and must be the same at every later one.
	clusterID = "6f2d3c1e-8a54-4f0b-9a77-d5b0a1d0ba90"
	// cachedRuns is how many runs the workers of this process keep in memory, at some 60 KB each. Most projects wait for
	// days; a run that is not kept is replayed from a short history.
	cachedRuns = 2000
	// historyShards is fixed for the life of a file. Four were not faster than one on a single SQLite connection.
	historyShards = 1
)

// services are the parts of the server in the order of their ports.
var services = []primitives.ServiceName{
	primitives.FrontendService, primitives.HistoryService, primitives.MatchingService, primitives.WorkerService,
}

// storage describes the file (or memory) to Temporal's SQLite plugin. The plugin pools connections by these settings
// and never closes them, so each start gets a key of its own: otherwise a file that was replaced between two starts of
// one process would never be opened.
func storage(o Options, path string) *config.SQL {
	sql := &config.SQL{
		PluginName:   sqliteplugin.PluginName,
		DatabaseName: (&url.URL{Path: path}).EscapedPath(), // it becomes part of a URI
		// more connections to a store with a single writer only wait for each other
		MaxConns:     1,
		MaxIdleConns: 1,
		ConnectAttributes: map[string]string{
			"mode":         "rwc",
			"journal_mode": "wal",
			"synchronous":  string(o.Durability),
			"busy_timeout": "5000", // ms
			"setup":        "never-" + uuid.NewString(),
		},
	}
	if o.Memory {
		sql.DatabaseName = "duban-" + uuid.NewString()
		sql.ConnectAttributes = map[string]string{"mode": "memory", "cache": "private"}
	}
	return sql
}

// configuration returns the configuration of a complete server on loopback over one store, without HTTP, metrics and
// profiling ports.
func configuration(sql *config.SQL, ports []int) *config.Config {
	frontend := address(ports[0])
	c := &config.Config{
		Persistence: config.Persistence{
			DefaultStore:     sqliteplugin.PluginName,
			VisibilityStore:  sqliteplugin.PluginName,
			NumHistoryShards: historyShards,
			DataStores:       map[string]config.DataStore{sqliteplugin.PluginName: {SQL: sql}},
		},
		ClusterMetadata: &cluster.Config{
			FailoverVersionIncrement: 10,
			MasterClusterName:        clusterName,
			CurrentClusterName:       clusterName,
			ClusterInformation: map[string]cluster.ClusterInformation{clusterName: {
				Enabled: true, InitialFailoverVersion: 1, RPCAddress: frontend, ClusterID: clusterID,
			}},
		},
		DCRedirectionPolicy: config.DCRedirectionPolicy{Policy: "noop"},
		Services:            map[string]config.Service{},
		Archival: config.Archival{
			History:    config.HistoryArchival{State: config.ArchivalDisabled},
			Visibility: config.VisibilityArchival{State: config.ArchivalDisabled},
		},
		NamespaceDefaults: config.NamespaceDefaults{Archival: config.ArchivalNamespaceDefaults{
			History:    config.HistoryArchivalNamespaceDefaults{State: config.ArchivalDisabled},
			Visibility: config.VisibilityArchivalNamespaceDefaults{State: config.ArchivalDisabled},
		}},
		PublicClient: config.PublicClient{HostPort: frontend},
	}
	for i, name := range services {
		c.Services[string(name)] = config.Service{RPC: config.RPC{GRPCPort: ports[i], BindOnIP: loopback}}
	}
	return c
}

// hosts names the address of each service, in place of gossip between machines.
func hosts(ports []int) map[primitives.ServiceName]static.Hosts {
	all := map[primitives.ServiceName]static.Hosts{}
	for i, name := range services {
		all[name] = static.SingleLocalHost(address(ports[i]))
	}
	return all
}

func address(port int) string { return net.JoinHostPort(loopback, strconv.Itoa(port)) }

// settings returns what differs from the server's defaults, which are for clusters.
func settings(o Options) dynamicconfig.StaticClient {
	all := dynamicconfig.StaticClient{
		// On a government intranet nothing may contact outside servers.
		dynamicconfig.EnableServerVersionCheck.Key(): false,
		// One queue on one machine does not need four partitions that forward to each other.
		dynamicconfig.MatchingNumTaskqueueReadPartitions.Key():  1,
		dynamicconfig.MatchingNumTaskqueueWritePartitions.Key(): 1,
		// The default of 20 polls a second adds about 40 ms to every activity of a single shard.
		dynamicconfig.TransferProcessorMaxPollRPS.Key(): 500,
		dynamicconfig.TimerProcessorMaxPollRPS.Key():    200,
		// Memory grows with this cache, not with load: most projects wait for days.
		dynamicconfig.HistoryCacheHostLevelMaxSize.Key(): 2048,
		// The SDK has one cache of runs for all workers of a process, and the server's own are the first to set its size.
		dynamicconfig.WorkerStickyCacheSize.Key(): cachedRuns,
		// Lists and counts of one program; the default is 10 a second.
		dynamicconfig.FrontendMaxNamespaceVisibilityRPSPerInstance.Key(): 100,
		// With the default of 5 s, a stalled disk (a checkpoint, a backup) would cost the server its shard.
		dynamicconfig.ShardIOTimeout.Key(): 15 * time.Second,
		// The disk is the limit, not a rate per second.
		dynamicconfig.HistoryPersistenceMaxQPS.Key():  45000,
		dynamicconfig.FrontendPersistenceMaxQPS.Key(): 10000,
	}
	if o.SuggestContinueAfter > 0 {
		all[dynamicconfig.HistoryCountSuggestContinueAsNew.Key()] = o.SuggestContinueAfter
	}
	return all
}
