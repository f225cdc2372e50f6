package main

import (
	"net"
	"strconv"
	"time"

	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/membership/static"
	postgresplugin "go.temporal.io/server/common/persistence/sql/sqlplugin/postgresql"
	"go.temporal.io/server/common/primitives"
)

// The server's two databases.
const (
	mainStore       = "temporal"
	visibilityStore = "temporal_visibility"
)

const (
	loopback    = "127.0.0.1"
	clusterName = "active"
	clusterID   = "0b7f2c53-58cf-4d0c-9c3e-1f6a4ab2d0c1"
	shards      = 4
)

// services are the parts of the server in the order of their ports.
var services = []primitives.ServiceName{
	primitives.FrontendService, primitives.HistoryService, primitives.MatchingService, primitives.WorkerService,
}

// store describes one of the databases to Temporal's plugin.
func (o options) store(database string) *config.SQL {
	return &config.SQL{PluginName: postgresplugin.PluginNamePGX, DatabaseName: database, User: o.user,
		ConnectAddr: o.postgres, ConnectProtocol: "tcp", MaxConns: 20, MaxIdleConns: 20, MaxConnLifetime: time.Hour}
}

// configuration returns the configuration of a complete server on loopback.
func (o options) configuration() *config.Config {
	frontend := address(o.port)
	c := &config.Config{
		Persistence: config.Persistence{
			DefaultStore: mainStore, VisibilityStore: visibilityStore, NumHistoryShards: shards,
			DataStores: map[string]config.DataStore{mainStore: {SQL: o.store(mainStore)},
				visibilityStore: {SQL: o.store(visibilityStore)}},
		},
		ClusterMetadata: &cluster.Config{
			FailoverVersionIncrement: 10, MasterClusterName: clusterName, CurrentClusterName: clusterName,
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
		c.Services[string(name)] = config.Service{RPC: config.RPC{GRPCPort: o.port + i, BindOnIP: loopback}}
	}
	return c
}

// hosts names the address of each service, in place of gossip between machines.
func (o options) hosts() map[primitives.ServiceName]static.Hosts {
	all := map[primitives.ServiceName]static.Hosts{}
	for i, name := range services {
		all[name] = static.SingleLocalHost(address(o.port + i))
	}
	return all
}

func address(port int) string { return net.JoinHostPort(loopback, strconv.Itoa(port)) }
