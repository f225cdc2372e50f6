//go:build !noembed && unix

package engine_test

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	common "go.temporal.io/api/common/v1"
	"go.temporal.io/api/operatorservice/v1"
	update "go.temporal.io/api/update/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/server/api/adminservice/v1"
	"go.temporal.io/server/api/historyservice/v1"
	"go.temporal.io/server/api/matchingservice/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"duban/internal/mtls"
)

const (
	childOtherUser = "other-user"
	childPorts     = "DUBAN_ENGINE_PORTS"
)

// calls are what an attacker with access to a port would try: reading, forging a decision, ending workflows, and the
// server's own services, which have no authorizer.
func calls() map[string]proto.Message {
	const (
		namespace = "duban"
		frontend  = "/temporal.api.workflowservice.v1.WorkflowService/"
		history   = "/temporal.server.api.historyservice.v1.HistoryService/"
		matching  = "/temporal.server.api.matchingservice.v1.MatchingService/"
	)
	project := &common.WorkflowExecution{WorkflowId: counter1}
	return map[string]proto.Message{
		frontend + "GetSystemInfo":          &workflowservice.GetSystemInfoRequest{},
		frontend + "ListWorkflowExecutions": &workflowservice.ListWorkflowExecutionsRequest{Namespace: namespace},
		frontend + "GetWorkflowExecutionHistory": &workflowservice.GetWorkflowExecutionHistoryRequest{
			Namespace: namespace, Execution: project,
		},
		frontend + "UpdateWorkflowExecution": &workflowservice.UpdateWorkflowExecutionRequest{
			Namespace: namespace, WorkflowExecution: project,
			Request: &update.Request{Meta: &update.Meta{UpdateId: "forged"}, Input: &update.Input{Name: add}},
		},
		frontend + "SignalWorkflowExecution": &workflowservice.SignalWorkflowExecutionRequest{
			Namespace: namespace, WorkflowExecution: project, SignalName: finish,
		},
		frontend + "TerminateWorkflowExecution": &workflowservice.TerminateWorkflowExecutionRequest{
			Namespace: namespace, WorkflowExecution: project,
		},
		"/temporal.api.operatorservice.v1.OperatorService/DeleteNamespace": &operatorservice.DeleteNamespaceRequest{
			Namespace: namespace,
		},
		"/temporal.server.api.adminservice.v1.AdminService/DescribeCluster": &adminservice.DescribeClusterRequest{},
		history + "DescribeHistoryHost":                                     &historyservice.DescribeHistoryHostRequest{},
		history + "SignalWorkflowExecution":                                 &historyservice.SignalWorkflowExecutionRequest{},
		matching + "ListTaskQueuePartitions": &matchingservice.ListTaskQueuePartitionsRequest{
			Namespace: namespace,
		},
		matching + "CancelOutstandingPoll": &matchingservice.CancelOutstandingPollRequest{},
		"/grpc.health.v1.Health/Check":     &grpc_health_v1.HealthCheckRequest{},
	}
}

// attempt is one call and its result.
type attempt struct {
	Port, As, Method string
	Code             codes.Code
	Message          string
}

// try makes every call on a port.
func try(ctx context.Context, port, as string, c *tls.Config) []attempt {
	secure := insecure.NewCredentials()
	if c != nil {
		secure = credentials.NewTLS(c)
	}
	conn, err := grpc.NewClient("passthrough:"+port, grpc.WithTransportCredentials(secure))
	if err != nil {
		return []attempt{{port, as, "", codes.OK, "the test could not try: " + err.Error()}}
	}
	defer conn.Close()
	var made []attempt
	for method, request := range calls() {
		call, cancel := context.WithTimeout(ctx, 10*time.Second)
		// the answer's fields do not matter
		err := conn.Invoke(call, method, request, &workflowservice.GetClusterInfoResponse{})
		cancel()
		made = append(made, attempt{port, as, method, status.Code(err), fmt.Sprint(err)})
	}
	return made
}

// tryEveryPort is the main function of a process of another user: it tries every port in every way that is open to it,
// and tries to read the key, and prints the results.
func tryEveryPort() int {
	ctx := context.Background()
	_, foreign, err := mtls.Issue()
	if err != nil {
		fmt.Println(err)
		return 1
	}
	own, err := foreign.ClientConfig()
	if err != nil {
		fmt.Println(err)
		return 1
	}
	own.InsecureSkipVerify = true
	var made []attempt
	for port := range strings.SplitSeq(os.Getenv(childPorts), ",") {
		made = append(made, try(ctx, port, "plain text", nil)...)
		made = append(made, try(ctx, port, "TLS without a certificate", &tls.Config{InsecureSkipVerify: true})...)
		made = append(made, try(ctx, port, "TLS with a certificate of its own", own)...)
	}
	for _, name := range []string{"", mtls.CAFile, mtls.CertificateFile, mtls.KeyFile} {
		path := tlsFiles(os.Getenv(childDir)) + "/" + name
		if f, err := os.Open(path); err == nil {
			f.Close()
			made = append(made, attempt{As: "reader of " + path, Message: "opened it"})
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(made); err != nil {
		return 1
	}
	return 0
}
