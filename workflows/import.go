package workflows

import (
	"go.temporal.io/sdk/workflow"

	"duban/models"
	"duban/workflows/contract"
)

// startChunk is how many projects one activity starts. Progress is reported in such steps.
const startChunk = 50

// settledChunk is the same for projects that only have to be told what they wait for.
const settledChunk = 100

// Import commits a staged workbook in one transaction and then starts or signals its projects, at a bounded rate. If
// the transaction refuses, because the data changed since the preview, nothing is written and the workflow fails with
// that error.
func Import(ctx workflow.Context, params contract.Import) (contract.Progress, error) {
	progress := contract.Progress{Stage: "promoting"}
	if err := workflow.SetQueryHandler(ctx, contract.QueryProgress, func() (contract.Progress, error) {
		return progress,
			nil
	}); err != nil {
		return progress, err
	}
	workflow.SetCurrentDetails(ctx, "正在写入数据（一个事务）")
	var promoted contract.Promoted
	err := workflow.ExecuteActivity(bulkPolicy(ctx), contract.ActivityPromoteImport,
		contract.Promote{Batch: params.Batch, Now: models.InstantOf(workflow.Now(ctx)), By: params.By}).Get(ctx, &promoted)
	if err != nil {
		return progress, err
	}
	progress = contract.Progress{Stage: "starting", Total: promoted.Projects}
	size := startChunk
	if promoted.Settled {
		progress.Total, size = promoted.Starts, settledChunk
	}
	if promoted.Messages > 0 {
		wakeOutbox(ctx, params.Batch)
	}
	workflow.SetCurrentDetails(ctx, "数据已写入，正在启动或唤醒项目流程")
	for progress.Done < progress.Total {
		chunk := contract.StartProjects{Batch: params.Batch, From: progress.Done,
			Count: min(size, progress.Total-progress.Done), Settled: promoted.Settled}
		if err := workflow.ExecuteActivity(bulkPolicy(ctx), contract.ActivityStartProjects, chunk).Get(ctx, nil); err != nil {
			return progress, err
		}
		progress.Done += chunk.Count
	}
	progress.Stage = "done"
	workflow.SetCurrentDetails(ctx, "导入完成")
	return progress, nil
}
