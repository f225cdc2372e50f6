package workflows

import (
	"go.temporal.io/sdk/workflow"

	"duban/models"
	"duban/workflows/contract"
)

// startChunk is how many projects one activity starts: progress is told and a restart resumes in such steps.
const startChunk = 50

// Import makes a staged workbook true: one transaction, then its projects are started or poked at a paced rate. What
// the transaction refuses (somebody changed the data since the preview) is the import's answer; nothing is half done.
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
	workflow.SetCurrentDetails(ctx, "数据已写入，正在启动或唤醒项目流程")
	for progress.Done < progress.Total {
		chunk := contract.StartProjects{Batch: params.Batch, From: progress.Done,
			Count: min(startChunk, progress.Total-progress.Done)}
		if err := workflow.ExecuteActivity(bulkPolicy(ctx), contract.ActivityStartProjects, chunk).Get(ctx, nil); err != nil {
			return progress, err
		}
		progress.Done += chunk.Count
	}
	progress.Stage = "done"
	workflow.SetCurrentDetails(ctx, "导入完成")
	return progress, nil
}
