// Package competency keeps the framework: competencies with five described
// levels, which position requires which level since when, and what finishing a
// course, a test or a class proves. It does not know anyone's level; evidence
// does. It owns competencies, competency_levels, requirements, claims and
// criteria_sets, and the views v_post_requirements, v_source_shows, v_sources,
// v_class_shares, v_completions and v_results. It emits nothing: gaps are a view.
// Evidence, gaps, learn, assess and classes ask it.
package competency
