// Command cluster runs a Temporal server over PostgreSQL on this machine's loopback, as the external server of the test
// of several machines (make machines). It is never linked into duban.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/metrics"
	"go.temporal.io/server/temporal"
	sqltool "go.temporal.io/server/tools/sql"

	schematask "go.temporal.io/server/tools/common/schema"

	"google.golang.org/protobuf/types/known/durationpb"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var o options
	flag.StringVar(&o.postgres, "postgres", "", "host:port of the PostgreSQL server")
	flag.StringVar(&o.user, "user", "postgres", "its user")
	flag.IntVar(&o.port, "port", 0, "port of the frontend; the three ports after it are for the other services")
	flag.StringVar(&o.namespace, "namespace", "duban", "namespace to create")
	flag.Parse()
	if err := run(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1) //nolint:forbidigo // only main ends the process
	}
}

// options say where the server keeps its data and listens.
type options struct {
	postgres, user, namespace string
	port                      int
}

// run prepares the databases, starts the server and stops it when the context ends.
func run(ctx context.Context, o options) error {
	for database, schema := range map[string]string{mainStore: "temporal", visibilityStore: "visibility"} {
		if err := o.prepare(ctx, database, "postgresql/v12/"+schema); err != nil {
			return fmt.Errorf("database %s: %w", database, err)
		}
	}
	logger := log.NewZapLogger(log.BuildZapLogger(log.Config{Stdout: true, Level: "error"}))
	server, err := temporal.NewServer(
		temporal.WithConfig(o.configuration()),
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithStaticHosts(o.hosts()),
		temporal.WithLogger(logger),
		temporal.WithAuthorizer(authorization.NewNoopAuthorizer()), // loopback, for a test
		temporal.WithDynamicConfigClient(dynamicconfig.StaticClient{
			dynamicconfig.EnableServerVersionCheck.Key(): false,
		}),
		temporal.WithCustomMetricsHandler(metrics.NoopMetricsHandler),
	)
	if err != nil {
		return err
	}
	if err := server.Start(); err != nil {
		return err
	}
	if err := o.register(ctx); err != nil {
		return errors.Join(err, server.Stop())
	}
	fmt.Fprintln(os.Stdout, "ready")
	<-ctx.Done()
	return server.Stop()
}

// prepare creates a database that is missing and brings its schema up to date.
func (o options) prepare(ctx context.Context, database, schema string) error {
	conn, err := pgx.Connect(ctx, "postgres://"+o.user+"@"+o.postgres+"/postgres")
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	var found bool
	if err := conn.QueryRow(ctx, "SELECT count(*) > 0 FROM pg_database WHERE datname = $1", database).
		Scan(&found); err != nil {
		return err
	}
	if !found {
		if _, err := conn.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{database}.Sanitize()); err != nil {
			return err
		}
	}
	quiet := log.NewNoopLogger()
	store, err := sqltool.NewConnection(o.store(database), quiet)
	if err != nil {
		return err
	}
	defer store.Close()
	if !found {
		if err := schematask.NewSetupSchemaTask(store, &schematask.SetupConfig{InitialVersion: "0.0"}, quiet).
			Run(); err != nil {
			return err
		}
	}
	return schematask.NewUpdateSchemaTask(store, &schematask.UpdateConfig{SchemaName: schema}, quiet).Run()
}

// register creates the namespace and returns when the server knows it.
func (o options) register(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	c, err := client.NewLazyClient(client.Options{HostPort: address(o.port), Namespace: o.namespace})
	if err != nil {
		return err
	}
	defer c.Close()
	for {
		_, err = c.WorkflowService().RegisterNamespace(ctx, &workflowservice.RegisterNamespaceRequest{
			Namespace: o.namespace, WorkflowExecutionRetentionPeriod: durationpb.New(400 * 24 * time.Hour)})
		var there *serviceerror.NamespaceAlreadyExists
		if err == nil || errors.As(err, &there) {
			if _, err = c.WorkflowService().GetSystemInfo(ctx, &workflowservice.GetSystemInfoRequest{}); err == nil {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the namespace: %w", err)
		case <-time.After(200 * time.Millisecond):
		}
	}
}
