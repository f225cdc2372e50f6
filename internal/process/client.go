package process

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"time"

	commonpb "go.temporal.io/api/common/v1"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	workflowpb "go.temporal.io/api/workflow/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/log"

	"duban/models"
	"duban/workflows/contract"
)

// Client reaches the workflows of one namespace.
type Client struct {
	temporal  client.Client
	namespace string
	busy      *gate
	embedded  bool // the server is the one in this program
}

// Server says which Temporal frontend to use, and how.
type Server struct {
	HostPort  string
	Namespace string
	TLS       *tls.Config                           // nil is plain text
	APIKey    func(context.Context) (string, error) // the key sent with each call, only over TLS; nil is none
	Embedded  bool                                  // it is the server in this program, of the version that was linked
}

// Dial connects to a Temporal frontend. The error is KindUnavailable.
func Dial(ctx context.Context, s Server, logger *slog.Logger) (*Client, error) {
	options := client.Options{
		HostPort: s.HostPort, Namespace: s.Namespace, Logger: log.NewStructuredLogger(logger),
		ConnectionOptions: client.ConnectionOptions{TLS: s.TLS},
	}
	if s.Embedded {
		options.ConnectionOptions.GrpcCompression = &client.GrpcCompressionNone{} // nothing leaves the machine
	}
	if s.APIKey != nil {
		options.Credentials = client.NewAPIKeyDynamicCredentials(s.APIKey)
	}
	c, err := client.DialContext(ctx, options)
	if err != nil {
		return nil, models.Errorf(models.KindUnavailable, "temporal_unreachable",
			"无法连接流程服务 %s，请检查 --temporal 地址和 --temporal-tls-* 证书", s.HostPort).Because(err)
	}
	made := New(c, s.Namespace)
	made.embedded = s.Embedded
	return made, nil
}

// New wraps a connected client.
func New(c client.Client, namespace string) *Client {
	return &Client{temporal: c, namespace: namespace, busy: newGate(maxInFlight)}
}

// Close ends the connection.
func (c *Client) Close() { c.temporal.Close() }

// Ping asks whether the frontend answers. The error is KindUnavailable.
func (c *Client) Ping(ctx context.Context) error {
	_, err := c.temporal.CheckHealth(ctx, &client.CheckHealthRequest{})
	return translate(err)
}

// StartOrPoke starts a project's workflow or signals the running one, in one call. With params.Settled it tells the
// workflow what it waits for; otherwise the workflow checks what is due.
func (c *Client) StartOrPoke(ctx context.Context, params contract.ProjectParams) error {
	options := c.startOptions(params)
	if params.Settled && params.Revision == 1 { // new: it is not expected to run
		if started, err := c.start(ctx, options, params); started || err != nil {
			return err
		}
	}
	signal, told := contract.SignalPoke, any(nil)
	if params.Settled {
		signal, told = contract.SignalTold, contract.Told{Next: params.Next, Revision: params.Revision,
			Attributes: params.Attributes}
	}
	_, err := c.temporal.SignalWithStartWorkflow(ctx, options.ID, signal, told, options, contract.ProjectWorkflow, params)
	return translate(err)
}

// start starts a project's workflow that is not expected to run, and reports whether it did not. Its first task comes
// with the server's answer if the worker is in this process: that saves a transaction of the server and three calls.
func (c *Client) start(ctx context.Context, options client.StartWorkflowOptions, params contract.ProjectParams) (
	started bool, err error) {
	options.EnableEagerStart = true
	options.WorkflowIDConflictPolicy = enumspb.WORKFLOW_ID_CONFLICT_POLICY_FAIL
	options.WorkflowExecutionErrorWhenAlreadyStarted = true
	_, err = c.temporal.ExecuteWorkflow(ctx, options, contract.ProjectWorkflow, params)
	var runs *serviceerror.WorkflowExecutionAlreadyStarted
	if errors.As(err, &runs) {
		return false, nil
	}
	return err == nil, translate(err)
}

// startOptions returns the options that start a project's workflow.
func (c *Client) startOptions(params contract.ProjectParams) client.StartWorkflowOptions {
	return client.StartWorkflowOptions{
		ID: contract.ProjectWorkflowID(params.Ref), TaskQueue: contract.TaskQueue,
		WorkflowIDReusePolicy:    enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		Memo:                     map[string]any{contract.MemoProtocol: params.Protocol},
		TypedSearchAttributes:    searchAttributes(params.Attributes, c.embedded),
		StaticSummary:            params.Attributes.Title,
		StaticDetails:            "一个重点项目的全过程：节点、月报、到期提醒与督办阶梯",
	}
}

// Upgrade signals a run of an earlier protocol to continue as new with the newest one. If the run has ended, it returns
// nil.
func (c *Client) Upgrade(ctx context.Context, run contract.Run) error {
	err := c.temporal.SignalWorkflow(ctx, contract.ProjectWorkflowID(run.Ref), run.ID, contract.SignalUpgrade, nil)
	var gone *serviceerror.NotFound
	if errors.As(err, &gone) {
		return nil
	}
	return translate(err)
}

// StartImport starts the workflow of a staged batch. If it runs or has succeeded, it does nothing.
func (c *Client) StartImport(ctx context.Context, params contract.Import) error {
	_, err := c.temporal.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID: contract.ImportWorkflowID(params.Batch), TaskQueue: contract.TaskQueue,
		WorkflowIDReusePolicy:    enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		StaticSummary:            "导入 " + params.Batch,
	}, contract.ImportWorkflow, params)
	var already *serviceerror.WorkflowExecutionAlreadyStarted
	if errors.As(err, &already) {
		return nil
	}
	return translate(err)
}

// ImportResult waits for an import to end, or for the end of the context.
func (c *Client) ImportResult(ctx context.Context, batch string) (contract.Progress, error) {
	var p contract.Progress
	err := c.temporal.GetWorkflow(ctx, contract.ImportWorkflowID(batch), "").Get(ctx, &p)
	var late *serviceerror.DeadlineExceeded
	if errors.As(err, &late) || errors.Is(err, context.DeadlineExceeded) {
		<-ctx.Done() // the server answers a moment before the context ends
	}
	return p, translate(err)
}

// ImportProgress asks how far an import is.
func (c *Client) ImportProgress(ctx context.Context, batch string) (contract.Progress, error) {
	var p contract.Progress
	value, err := c.temporal.QueryWorkflow(ctx, contract.ImportWorkflowID(batch), "", contract.QueryProgress)
	if err == nil {
		err = value.Get(&p)
	}
	return p, translate(err)
}

// EnsureOutbox starts the outbox if it does not run, and signals it.
func (c *Client) EnsureOutbox(ctx context.Context) error {
	_, err := c.temporal.SignalWithStartWorkflow(ctx, contract.OutboxWorkflowID, contract.SignalPoke, nil,
		client.StartWorkflowOptions{ID: contract.OutboxWorkflowID, TaskQueue: contract.TaskQueue, StaticSummary: "消息发件箱"},
		contract.OutboxWorkflow)
	return translate(err)
}

// EnsureChannels starts the channels by which messages leave the program if they do not run, and signals them.
func (c *Client) EnsureChannels(ctx context.Context) error {
	_, err := c.temporal.SignalWithStartWorkflow(ctx, contract.ChannelsWorkflowID, contract.SignalPoke, nil,
		client.StartWorkflowOptions{ID: contract.ChannelsWorkflowID, TaskQueue: contract.TaskQueue, StaticSummary: "对外发送"},
		contract.ChannelsWorkflow)
	return translate(err)
}

// CountProjects counts the running project workflows of a programme, in Temporal.
func (c *Client) CountProjects(ctx context.Context, programmeID string) (int, error) {
	answer, err := c.temporal.CountWorkflow(ctx, countRequest(c.namespace, fmt.Sprintf(
		"WorkflowType='%s' AND ExecutionStatus='Running' AND %s='%s'", contract.ProjectWorkflow, contract.AttributeProgramme,
		programmeID)))
	if err != nil {
		return 0, translate(err)
	}
	return int(answer.GetCount()), nil
}

// RunningProjects lists the runs of projects' workflows, with what each waits for.
func (c *Client) RunningProjects(ctx context.Context) (runs []contract.Run, err error) {
	err = c.running(ctx, contract.ProjectWorkflow, func(e *workflowpb.WorkflowExecutionInfo) {
		if ref, ok := contract.ParseProjectWorkflowID(e.GetExecution().GetWorkflowId()); ok {
			runs = append(runs, contract.Run{Ref: ref, ID: e.GetExecution().GetRunId(),
				NextDue: nextDue(e.GetSearchAttributes()), Protocol: protocolOf(e.GetMemo())})
		}
	})
	return runs, err
}

// nextDue reads the moment a run waits for; 0 when there is none or it is not set yet.
func nextDue(attributes *commonpb.SearchAttributes) models.Instant {
	var at time.Time
	if payload := attributes.GetIndexedFields()[contract.AttributeNextDue]; payload == nil ||
		converter.GetDefaultDataConverter().FromPayload(payload, &at) != nil {
		return 0
	}
	return models.InstantOf(at)
}

// protocolOf reads the protocol of a run; 0 for runs of versions that set no memo.
func protocolOf(memo *commonpb.Memo) int {
	var protocol int
	payload := memo.GetFields()[contract.MemoProtocol]
	if payload == nil || converter.GetDefaultDataConverter().FromPayload(payload, &protocol) != nil {
		return 0
	}
	return protocol
}

// Stop terminates a run that belongs to no project. If the run has ended, it returns nil.
func (c *Client) Stop(ctx context.Context, run contract.Run, reason string) error {
	return c.stop(ctx, contract.ProjectWorkflowID(run.Ref), run.ID, reason)
}

// StuckProjects lists running projects whose workflow task has failed more than a few times in a row.
func (c *Client) StuckProjects(ctx context.Context, refs []contract.ProjectRef) ([]contract.ProjectRef, error) {
	var stuck []contract.ProjectRef
	for _, ref := range refs {
		d, err := c.temporal.DescribeWorkflowExecution(ctx, contract.ProjectWorkflowID(ref), "")
		var gone *serviceerror.NotFound
		if errors.As(err, &gone) {
			continue
		}
		if err != nil {
			return nil, translate(err)
		}
		if d.GetPendingWorkflowTask().GetAttempt() > 3 {
			stuck = append(stuck, ref)
		}
	}
	return stuck, nil
}

// patience is how long Send waits for a command before it reports that the result is not known yet.
const patience = 5 * time.Second
