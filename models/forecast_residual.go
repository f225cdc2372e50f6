package models

// ForecastResidualOf is the residual of a stage at the end of a month, by its number. stale: the month itself has no
// approved amount, so that the forecast stands on an earlier one.
func ForecastResidualOf(stage Stage, month int, stale bool) ForecastResidual {
	i := min(max(month, ForecastMonths), monthsOfYear-1) - ForecastMonths
	if stale {
		return staleResiduals[i]
	}
	if of, known := forecastResiduals[stage]; known {
		return of[i]
	}
	return forecastResiduals[StageUnknown][i]
}

// residuals are the same as shares of the annual plan.
func residuals(stage Stage, month int, stale bool) (low, mid, high float64) {
	r := ForecastResidualOf(stage, month, stale)
	return float64(r.Low) / 1000, float64(r.Mid) / 1000, float64(r.High) / 1000
}

// horizonFloor is the part of a residual that does not shrink with the time that is looked ahead.
const horizonFloor = 0.4

// horizonShare is how much of the residual of a whole year applies to a shorter time: in part with the plan it covers.
func horizonShare(l ProjectFigures, from, to int) float64 {
	whole := scheduledTo(l, monthsOfYear) - scheduledTo(l, from)
	if to >= monthsOfYear || whole <= 0 {
		return 1
	}
	return horizonFloor + (1-horizonFloor)*(scheduledTo(l, to)-scheduledTo(l, from))/whole
}
