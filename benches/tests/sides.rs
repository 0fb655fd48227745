//! The sides of a subject do the same: a difference in the figures is not one in the results.

use graph_benches::device_statuses::{PAGE, item, page};
use graph_benches::setup::Setup;
use graph_benches::subject::Outcome;
use graph_benches::{attributes, by_hand, subjects, tuned};
use graph_core::json;

#[test]
fn items_have_446_bytes() {
    let length = page(PAGE).len() / PAGE;
    assert!((440..=452).contains(&length), "{length}");
}

#[test]
fn each_side_writes_the_same_values() -> Outcome<()> {
    for number in 0..100 {
        let text = item(number);
        let by_hand: by_hand::DeviceStatus = serde_json::from_str(&text)?;
        let tuned: tuned::DeviceStatus<String> = serde_json::from_str(&text)?;
        let attributes: attributes::DeviceStatus = serde_json::from_str(&text)?;
        // The fractions of seconds have a different number of zeros.
        for text in [serde_json::to_vec(&by_hand)?, tuned::encode(&tuned)?, json::to_vec(&attributes)?] {
            assert!(text.starts_with(br##"{"@odata.type":"#microsoft.graph.deviceConfigurationDeviceStatus","id":"##));
            assert_eq!(serde_json::from_slice::<by_hand::DeviceStatus>(&text)?, by_hand);
        }
    }
    Ok(())
}

#[test]
fn each_side_in_memory_processes_as_many_units() -> Outcome<()> {
    for subject in subjects::IN_MEMORY {
        let mut units = Vec::new();
        for side in subject.sides {
            units.push((side.prepare)(&Setup::small())?()?);
        }
        assert!(units.iter().all(|count| Some(count) == units.first()), "{}: {units:?}", subject.name);
    }
    Ok(())
}
