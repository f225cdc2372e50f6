package process

import (
	"errors"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/temporal"

	"duban/models"
	"duban/workflows/contract"
)

// translate maps an error of Temporal to a *models.Error: an application error carries its kind, a missing workflow is
// KindNotFound, and everything else is KindUnavailable.
func translate(err error) error {
	if err == nil {
		return nil
	}
	var refused *temporal.ApplicationError
	if errors.As(err, &refused) {
		switch kind := models.Kind(refused.Type()); kind {
		case models.KindInvalid, models.KindNotFound, models.KindConflict, models.KindForbidden, models.KindUnavailable:
			var d contract.ErrorDetails
			if refused.HasDetails() && refused.Details(&d) == nil {
				return &models.Error{Kind: kind, Code: d.Code, Message: models.PlainMessage(d.Message), Cell: d.Cell}
			}
			return &models.Error{Kind: kind, Code: string(kind), Message: models.PlainMessage(refused.Message())}
		}
		return models.AsError(err)
	}
	var gone *serviceerror.NotFound
	if errors.As(err, &gone) {
		return models.Errorf(models.KindNotFound, "no_process", "没有找到对应的流程，请核对编号").Because(err)
	}
	return models.Errorf(models.KindUnavailable, "process_unavailable", "流程服务暂时不可用，数据未提交，请稍后重试").Because(err)
}
