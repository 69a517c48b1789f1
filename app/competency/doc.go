// Package competency keeps the framework: versions of competencies with five
// described levels, of which one is in force; which position requires which level
// since when, and what a unit asks beyond it; what finishing a course, a test or a
// class proves. It does not know anyone's level; evidence does. It owns
// competencies, competency_levels, framework_versions, competency_versions,
// competency_maps, requirements, unit_requirements, claims and criteria_sets, and
// the views v_post_requirements, v_source_shows, v_sources, v_class_shares,
// v_completions and v_results. It emits EditionPublished; gaps are a view. Evidence, gaps,
// learn, assess and classes ask it. It has more files than other rooms because it
// reads and writes the framework in four formats: tree, moodle, case and table are
// pure.
package competency
