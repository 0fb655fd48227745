//! Classes, assignments and schools.

use graph_core::graph_entity;

use crate::case::{Case, case, case_with_body};
use crate::kind::Kind;

#[graph_entity(
    path = "education/users",
    path = "education/classes/{classId}/members",
    path = "education/classes/{classId}/teachers"
)]
struct EducationUser {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "education/classes", path(name = "of_school", template = "education/schools/{schoolId}/classes"))]
struct EducationClass {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(path = "education/schools")]
struct EducationSchool {
    #[graph(key)]
    id: Option<String>,
    display_name: Option<String>,
    description: Option<String>,
}

#[graph_entity(
    path = "education/classes/{classId}/assignmentCategories",
    path = "education/classes/{classId}/assignments/{assignmentId}/categories"
)]
struct EducationCategory {
    #[graph(key)]
    id: Option<String>,
}

#[graph_entity(
    path = "education/me/rubrics",
    singleton(name = "rubric", template = "education/classes/{classId}/assignments/{assignmentId}/rubric")
)]
struct EducationRubric {
    #[graph(key)]
    id: Option<String>,
}

pub(crate) fn cases() -> Vec<Case> {
    let class = "acdefc6b-2dc6-4e71-b1e9-6d9810ab1793";
    let (reading, essay) = ("ad8afb28-c138-4ad7-b7f5-a6986c2655a8", "cf6005fc-9e13-44a2-a6ac-a53322006454");
    let category = "ec98f158-341d-4fea-9f8c-14a250d489ac";
    let user = |id: &str| EducationUser::users().entity(id).reference();
    let rubric = EducationRubric::rubrics().entity("ceb3863e-6912-4ea9-ac41-3c2bb7b6672d").reference();
    let school = EducationSchool::changes()
        .set(EducationSchool::DISPLAY_NAME, "Fabrikam Arts High School")
        .set(EducationSchool::DESCRIPTION, "Magnate school for the arts. Los Angeles School District");
    vec![
        case(
            "v1.0/educationassignment-post-categories#1",
            &[Kind::AddRef],
            EducationCategory::categories(class, reading)
                .add_ref(&EducationCategory::assignment_categories(class).entity(category).reference()),
        ),
        case(
            "v1.0/educationassignment-remove-category#1",
            &[Kind::RemoveRef],
            EducationCategory::categories(class, reading).remove_ref(category),
        ),
        case(
            "v1.0/educationassignment-put-rubric#1",
            &[Kind::SetRef],
            EducationRubric::rubric(class, essay).set_ref(&rubric),
        ),
        case(
            "v1.0/educationassignment-delete-rubric#1",
            &[Kind::RemoveRef],
            EducationRubric::rubric(class, essay).clear_ref(),
        ),
        case(
            "beta/educationclass-post-members#1",
            &[Kind::AddRef],
            EducationUser::members("11011").add_ref(&user("13015")),
        ),
        case(
            "beta/educationclass-post-teachers#1",
            &[Kind::AddRef],
            EducationUser::teachers("11017").add_ref(&user("14011")),
        ),
        case(
            "v1.0/educationschool-post-classes#1",
            &[Kind::AddRef],
            EducationClass::of_school("{school-id}").add_ref(&EducationClass::classes().entity("11006").reference()),
        ),
        case_with_body(
            "v1.0/educationschool-update#1",
            &[Kind::Patch],
            EducationSchool::schools().entity("{school-id}").update(school),
        ),
    ]
}
